"""The saved pages of real boards are read as their README says, without a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler import saved, sources
from crawler.errors import BoardError
from crawler.records import Listing, Post

pytestmark = pytest.mark.shared

# file: number of rows, pinned rows, then (place, title, day, department, id)
LISTS: dict[str, tuple[int, int, list[tuple[int, str, str, str | None, str]]]] = {
    "geumcheon-press-list": (
        10,
        0,
        [
            (0, "“금천의 내일을 그리다”… 금천구, 2027년 주요 업무계획 보고회", "2026-10-01", "기획예산과", "271223"),
            (2, "“감로천서 생태체험과 치유”… 금천구 자연 속 문화산책", "2026-09-30", "문화체육과", "271221"),
            (
                9,
                "금천구상공회·구세군, 추석 맞아 취약계층에 희망꾸러미 100세트 전달",
                "2026-09-24",
                "지역경제과",
                "271142",
            ),
        ],
    ),
    "gyeongbuk-press-list": (
        10,
        0,
        [
            (
                0,
                "경북도, 하수 중 항생제 내성균 및 내성 유전자 조사 결과 발표",
                "2026-01-07",
                "보건환경연구원 감염병연구부 감염병조사과",
                "506274201",
            ),
            (9, "경북도, 겨울철 대설․한파 대비 총력 대응", "2026-01-06", "안전행정실 재난관리과", "506258001"),
        ],
    ),
    "busan-seogu-eminwon-list": (
        3,
        0,
        [
            (
                0,
                "2026년도 부산광역시 서구의회 기간제근로자(속기사) 채용 공고",
                "2026-09-29",
                "의회사무과",
                "36862",
            ),
            (2, "기간제 근로자(육아휴직 대체인력) 채용 공고", "2026-09-22", "문화관광과", "36852"),
        ],
    ),
    "busan-bukgu-jobs-list": (
        3,
        0,
        [
            (0, "2027년도 환경관리원 공개채용계획 변경 공고", "2026-09-28", "자원순환과", "1108008"),
            (
                2,
                "2026년 제4단계 북구형 청년 공공일자리 디딤돌사업 참여자 모집 공고",
                "2026-09-10",
                "일자리경제과",
                "1107486",
            ),
        ],
    ),
    "busan-stadium-notice-list": (
        4,
        4,
        [
            (
                0,
                "[강서체육공원 수영장] 2026년 10월 수영강습 미달인원 안내 (인터넷 접수)",
                "2026-09-26",
                "강서체육공원",
                "1756178",
            ),
        ],
    ),
    "gwangju-gyeonggi-press-list": (
        2,
        0,
        [(1, '광주시, 자활근로 사업단 "국수나무"·업사이클링 공방 "다시, 봄" 개소', "2026-07-23", None, "346104")],
    ),
    "haenam-press-list": (
        2,
        0,
        [
            (0, "해남군, 국토부 스마트 재활 거점 공모 선정, 국비 30억원 확보", "2026-07-23", "복지정책과", "122839"),
            (1, "해남군 벼 병해충 예찰 활동 강화, 적기 방제 당부", "2026-07-23", None, "122838"),
        ],
    ),
    "yeongcheon-press-list": (
        2,
        0,
        [
            (0, "영천예술창작스튜디오 18기 입주 작가, 시...", "2026-07-27", None, "29404"),
            (1, "9~18세 학교 밖 청소년 무료 건강검진 지원", "2026-07-27", None, "29402"),
        ],
    ),
}
# file: title, moment, department, start of the body, names of the attachments
POSTS: dict[str, tuple[str, str, str | None, str, list[str]]] = {
    "damyang-press-detail": (
        "담양군 누리집, 과학기술정보통신부 ‘웹 접근성 품질인증 마크’ 인증",
        "2025-12-11",
        "행정과",
        "담양군 누리집, 과학기술정보통신부 ‘웹 접근성 품질인증 마크’ 인증 - 인공지능(AI) 기능 확대",
        [
            "(12.11)담양군누리집,과학기술정보통신부‘웹접근성품질인증마크’인증.hwp",
            "정보통신접근성품질인증-담양군청.png",
        ],
    ),
    "shinan-press-detail": (
        "신안군, 의료·요양·돌봄 통합지원 시범사업 통합지원회의 개최.."
        '"통합지원계획 검토 및 서비스 연계 방안 집중 논의"',
        "2025-12-12T17:44:00",
        "노인건강과",
        "신안군은 12월 12일 신안군보건소 회의실에서",
        ["보도자료(신안군 의료요양돌봄 통합지원회의 개최).hwp"],
    ),
    "gyeongbuk-press-detail": (
        "경북도, 하수 중 항생제 내성균 및 내성 유전자 조사 결과 발표",
        "2026-01-07T14:11:54",
        "보건환경연구원 감염병연구부 감염병조사과",
        "- 하수 분석을 통한 도내 항생제 내성균 분포 특성 확인 - 경상북도는 항생제 내성균 발생 현황을",
        ["경북도, 하수 중 항생제 내성균 및 내성 유전자 조사 결과 발표.hwp"],
    ),
    "seoul-news-detail": (
        "2026년 1월 주요 시민안내사항",
        "2026-01-05",
        "정책기획관 기획담당관",
        "2026년 1월 주요 시민안내사항을 알려드립니다. ※ 세부 일정은 부서 사정에 따라",
        [],
    ),
    "news-hankookilbo-20260712": (
        "민주당 '선호투표제' 도입 또다시 불발··· 친청계 \"당규 개정 왜 밀어붙이나\"",
        "2026-07-12T22:09:00",
        None,
        "더불어민주당 지도부가 8·17 전당대회",
        [],
    ),
    "news-hankookilbo-20260129": (
        "장동혁, 한동훈 제명했지만… '윤 어게인' 절연 ·외연 확장 부담 커졌다",
        "2026-01-29T18:40:00",
        None,
        "장동혁 국민의힘 대표가 당권을 위협하던",
        [],
    ),
    "daegu-bukgu-press-detail": (
        "대구 북구, 금호강변 불법 정비 완료 구간에 ‘하천환경 개선사업’본격 추진",
        "2026-07-13",
        "건설과",
        "▶ 기후에너지환경부 주관 하천환경 개선 공모사업 선정",
        [],
    ),
    "sangju-press-detail": (
        "보도자료(7. 27.)",
        "2026-07-27T08:48:34",
        None,
        "",
        ["상주시  보도자료(7. 27.).hwp"],
    ),
    "ulsan-junggu-press-detail": (
        "성안동-성안파출소-성안 안전마을만들기협의회, ‘안전마을 만들기 사업’ 업무협약 체결",
        "2026-07-27",
        "성안동",
        "울산 중구 성안동 행정복지센터와 성안파출소",
        ["사진.jpg"],
    ),
    "hongcheon-press-detail": (
        "홍천군, 주거 인프라 연계 돌봄서비스",
        "2026-07-15",
        "행복나눔과",
        "홍천군이 고령자 복지주택 등 주거 공간을 기반으로 추진 중인",
        [],
    ),
    "osan-press-detail": (
        "2026년 7월 20일 보도자료",
        "2026-07-20",
        "홍보담당관",
        "오산시는 지역 내 어려운 이웃을 돕기 위한",
        ["보도자료(2026.7.20.누리집).hwp"],
    ),
    "danyang-press-detail": (
        "시원한 여름축제의 시작… ‘2026 매화골 Hot Summer Festival’ 25일 개막",
        "2026-07-21",
        None,
        "단양군 매포읍의 대표 여름축제인",
        [],
    ),
}
TODAY = date(2026, 11, 25)


def page(shared: Path, name: str) -> str:
    return (shared / "samples" / "pages" / f"{name}.html").read_text("utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_a_saved_list_is_read_right(shared: Path, name: str) -> None:
    found: Any = saved.read(page(shared, name), today=TODAY).found
    count, pinned, rows = LISTS[name]
    assert len(found) == count
    assert sum(row.pinned for row in found) == pinned
    for place, title, day, department, post in rows:
        assert found[place].title == title
        assert str(found[place].published) == day
        assert (found[place].department, found[place].post) == (department, post)


@pytest.mark.parametrize("name", POSTS)
def test_a_saved_post_is_read_right(shared: Path, name: str) -> None:
    found = saved.as_json(saved.read(page(shared, name), today=TODAY).found)
    title, published, department, start, files = POSTS[name]
    assert (found["title"], found["published"], found["department"]) == (title, published, department)
    assert " ".join(found["body"].split()).startswith(start)
    assert [file["name"] for file in found["attachments"]] == files


def test_every_saved_page_is_in_a_table(shared: Path) -> None:
    assert {path.stem for path in (shared / "samples" / "pages").glob("*.html")} == {*LISTS, *POSTS}


def test_boilerplate_of_the_page_is_not_in_the_body(shared: Path) -> None:
    for name in POSTS:
        found = saved.read(page(shared, name)).found
        assert isinstance(found, Post)
        for word in ("만족하십니까", "최종수정일", "카카오톡", "공공누리 제"):
            assert word not in found.body, name


@pytest.mark.parametrize(
    ("name", "source", "url"),
    [
        (
            "geumcheon-press-list",
            "seoul_geumcheon.press",
            "https://www.geumcheon.go.kr/portal/selectBbsNttView.do?key=297&bbsNo=8&nttNo=271223",
        ),
        (
            "gwangju-gyeonggi-press-list",
            "gyeonggi_gwangju.press",
            "https://www.gjcity.go.kr/portal/bbs/view.do?mId=0203010000&bIdx=346105&ptIdx=22",
        ),
    ],
)
def test_with_its_source_a_list_gives_steady_addresses(shared: Path, name: str, source: str, url: str) -> None:
    found = saved.read(page(shared, name), "", sources.everything()[source]).found
    assert isinstance(found, list) and isinstance(found[0], Listing)
    assert found[0].url == url


def test_hashes_of_a_download_call_become_its_address(shared: Path) -> None:
    url = "https://www.osan.go.kr/portal/bbs/view.do?mId=0301080000&bIdx=276710&ptIdx=588"
    found = saved.read(page(shared, "osan-press-detail"), url).found
    assert isinstance(found, Post)
    assert found.attachments[0].url == (
        "https://www.osan.go.kr/cmm/fms/FileDown.do?atchFileId="
        "20f80b78cd99d859ee53bc97a1cee32c9a7d63e0b01f03c076c1c4355965761a&fileSn=f9a1967c526603d17ab488b9d2747cda"
    )


@pytest.mark.parametrize(
    "html", ["", "garbage", "<html><body></body></html>", "\x00\x01<", "<table><tr><td>1</td></tr></table>"]
)
def test_what_is_no_page_of_a_board_is_an_error_that_names_it(html: str) -> None:
    with pytest.raises(BoardError, match="^page.html"):
        saved.read(html, name="page.html")
