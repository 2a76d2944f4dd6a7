"""What a visitor is told when something is wrong."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests

from indexer.errors import EngineError
from webapp.language import current
from webapp.request_query import BadParameter

RETRY_SECONDS = 30
_KO = {
    400: "요청을 이해할 수 없습니다.",
    404: "찾는 쪽이 없습니다.",
    405: "이 주소에는 쓸 수 없는 방식입니다.",
    413: "보낸 것이 너무 큽니다.",
    429: "요청이 너무 잦습니다. 잠시 뒤 다시 시도해 주십시오.",
    500: "처리하다가 오류가 났습니다. 잠시 뒤 다시 시도해 주십시오.",
    503: "지금은 검색할 수 없습니다. 색인을 고치는 중일 수 있으니 잠시 뒤 다시 시도해 주십시오.",
}


def register(app: Flask) -> None:
    app.register_error_handler(BadParameter, _bad_parameter)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(EngineError, _engine)
    app.register_error_handler(Exception, _unexpected)


def _bad_parameter(error: BadParameter) -> Response:
    return _answer(400, error.ko, error.en, error.parameter)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    english = HTTPStatus(status).phrase
    said = error.description if status == 404 and not _is_standard(error) else None
    answer = _answer(status, said or _KO.get(status, english), english)
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    if isinstance(error, TooManyRequests):
        answer.headers["Retry-After"] = str(error.retry_after or RETRY_SECONDS)
    return answer


def _engine(error: EngineError) -> Response:
    current_app.logger.error("%s: %s", type(error).__name__, error)
    answer = _answer(503, _KO[503], "The index cannot answer now")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _unexpected(error: Exception) -> Response:
    """Whatever nobody foresaw: the log has the details, the visitor has a page."""
    current_app.logger.exception("%s %s", request.method, request.path)
    return _answer(500, _KO[500], "Internal error")


def _answer(status: int, ko: str, en: str, parameter: str | None = None) -> Response:
    if request.path.startswith("/api/"):
        return _problem(status, ko, en, parameter)
    page = render_template("error.html", status=status, message=ko if current() == "ko" else en)
    return Response(page, status, mimetype="text/html")


def _problem(status: int, ko: str, en: str, parameter: str | None) -> Response:
    """RFC 9457."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": ko, "detail_en": en}
    if parameter is not None:
        said["parameter"] = parameter
    return Response(json.dumps(said) + "\n", status, mimetype="application/problem+json")


def _is_standard(error: HTTPException) -> bool:
    return error.description == type(error).description
