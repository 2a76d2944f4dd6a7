"""A fictional board that answers requests from memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import unquote
from zlib import crc32

import httpx

FIRST_DAY = date(2026, 1, 1)


@dataclass
class Board:
    """Posts are numbers; post n came out n days after the first day. What is in `wrong` is answered as it says."""

    posts: list[int]
    rows: int = 3  # a page
    files: dict[int, list[str]] = field(default_factory=dict)
    edited: dict[int, str] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    wrong: dict[str, httpx.Response] = field(default_factory=dict)  # by a piece of the address
    titles: dict[int, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)  # of files, by post and name
    days: dict[int, date] = field(default_factory=dict)  # where they are others than said above
    clock: datetime | None = None  # of the server
    ticks: timedelta = timedelta(0)  # that its clock moves with each answer
    dated: bool = True
    etags: bool = True
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        address = request.url.raw_path.decode()
        if address == "/robots.txt":
            return httpx.Response(404)
        self.asked.append(address)
        for piece, response in self.wrong.items():
            if piece in address:
                return response
        body = self._body(request.url)
        etag = f'"{crc32(body)}"'
        headers = {"Content-Type": "text/html; charset=utf-8", **({"ETag": etag} if self.etags else {})}
        if self.clock:
            self.clock += self.ticks
            headers["Date"] = format_datetime(self.clock, usegmt=True)
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304, headers=headers)
        return httpx.Response(200, content=body, headers=headers)

    def took(self) -> list[str]:
        """The requests since the last call: l1 for list page 1, p7 for post 7, f7/a.hwp for its file."""
        taken, self.asked = self.asked, []
        return [self._short(address) for address in taken]

    def _short(self, address: str) -> str:
        value = unquote(address.rpartition("=")[2])
        return {"List": "l", "View": "p", "File": "f"}[
            next(w for w in ("List", "View", "File") if w in address)
        ] + value

    def _body(self, url: httpx.URL) -> bytes:
        asked = dict(url.params)
        if "List" in url.path:
            return self._list(int(asked["pageIndex"])).encode()
        if "File" in url.path:
            return self.contents.get(asked["atchmnflNo"], f"file {asked['atchmnflNo']}".encode())
        return self._post(int(asked["nttNo"])).encode()

    def _list(self, page: int) -> str:
        shown = sorted(self.posts, reverse=True)[(page - 1) * self.rows :][: self.rows]
        rows = "".join(self._row(post, "p-notice") for post in self.pinned)
        rows += "".join(self._row(post, "") for post in shown) or "<tr><td>등록된 게시물이 없습니다</td></tr>"
        head = "<tr><th>번호</th><th>제목</th><th>담당부서</th><th>등록일</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    def _row(self, post: int, name: str) -> str:
        day = self._day(post) if self.dated else ""
        link = f'<a href="./selectBbsNttView.do?bbsNo=1&amp;nttNo={post}">{self._title(post)}</a>'
        return f'<tr class="{name}"><td>{post}</td><td class="p-subject">{link}</td><td>총무과</td><td>{day}</td></tr>'

    def _post(self, post: int) -> str:
        links = "".join(
            f'<li><a href="./downloadBbsFile.do?atchmnflNo={post}/{name}">{name}</a></li>'
            for name in self.files.get(post, ())
        )
        text = self.edited.get(post, f"{post}번째 글의 본문이다.")
        head = f"<tr><th>담당부서</th><td>총무과</td><th>등록일</th><td>{self._day(post)}</td></tr>"
        hits = "" if self.etags else f"<tr><th>조회수</th><td>{len(self.asked)}</td></tr>"
        body = f'<tr><td colspan="4" class="p-table__content">{text}</td></tr><tr><td><ul>{links}</ul></td></tr>'
        return f'<table><tr><td class="p-table__subject_text">{self._title(post)}</td></tr>{head}{hits}{body}</table>'

    def _title(self, post: int) -> str:
        return self.titles.get(post, f"글 {post}")

    def _day(self, post: int) -> str:
        return self.days.get(post, FIRST_DAY + timedelta(days=post)).isoformat()


ALERT = httpx.Response(
    200,
    text="<html><script>alert('존재하지 않는 게시물입니다.'); history.back();</script></html>",
    headers={"Content-Type": "text/html"},
)
