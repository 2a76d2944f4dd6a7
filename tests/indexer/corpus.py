"""A small fictional corpus for tests of words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.entry import entry
from indexer.records import Document, Entry

TEXTS = {
    "청년 월세 한시 지원": "마루구는 청년에게 월세를 지원한다. 청년월세 신청은 누리집에서 한다.",
    "청년 창업 공간 개소": "청년창업 공간이 문을 열었다. 청년창업 기업이 들어온다.",
    "도시재생 뉴딜사업 착수": "도시재생 뉴딜사업으로 골목을 고친다. 도시재생 대학도 연다.",
    "치매안심센터 개소": "치매안심센터가 문을 열었다. 치매안심센터는 검진을 한다.",
    "소상공인 특례보증 확대": "소상공인이 특례보증을 받는다. AI 교육도 한다.",
    "노인일자리 참여자 모집": "노인일자리 참여자를 모집한다. 노인일자리는 삼백 개다.",
    "보이스피싱 예방 교육": "보이스피싱 피해를 막는 교육을 한다.",
    "AI 교육 수강생 모집": "AI를 배운다.",
    "공영주차장 무료 개방": "명절에 공영주차장을 무료로 연다.",
}


def made(id: str, title: str, body: str = "", **facts: Any) -> Entry:
    facts.setdefault("kind", "press")
    document = Document(
        id=id, title=title, body=body, source="test", published=date(2024, 5, 1), year=2024, **facts
    )
    return entry(document, body, [])


def entries() -> list[Entry]:
    """The texts, of two districts in turn, with a project."""
    districts = ("99110", "99140")
    made_of_texts = [
        made(f"t:{number}", title, body, district=districts[number % 2])
        for number, (title, body) in enumerate(TEXTS.items())
    ]
    return [*made_of_texts, made("t:1:p1", "별빛 마실길 조성", kind="project")]


def engine(folder: Path) -> Engine:
    made_engine = TantivyEngine(folder / "index")
    made_engine.promote(made_engine.create())
    made_engine.put(entries())
    return made_engine
