"""Who is judged by which book when the host changes."""

from tests.unit.domain.rulebook.steps import adopted, hired, moved, registered, separated
from tests.unit.domain.rulebook.story import COMPANY, COUNTY, SOCIETY, STREET, Story, nowhere_special, rule


def judging(type_name: str) -> Story:
    """The street's own book refuses this type of event; the county's and the city's say nothing about it."""
    never = rule("street.never", judges=[type_name], require="false")
    return nowhere_special().under(never, jurisdiction="220202001")


class TestTheNewHostsBook:
    def test_judges_an_adoption(self) -> None:
        judging("worker.adopted").given(registered()).when(adopted(host=STREET)).then_refused("street.never")
        judging("worker.adopted").given(registered()).when(adopted()).then_recorded()

    def test_judges_a_change_of_engagement(self) -> None:
        story = judging("worker.engagement_changed").given(registered(), hired())
        story.when(moved("2023-01-01", host=STREET)).then_refused("street.never")
        story.when(moved("2023-01-01", mode="union_organ")).then_recorded()

    def test_judges_whoever_comes_from_the_old_one(self) -> None:
        story = judging("worker.engagement_changed").given(registered(), hired(host=STREET))
        story.when(moved("2023-01-01", host=COUNTY)).then_recorded()

    def test_judges_a_hiring_after_the_old_one(self) -> None:
        story = judging("worker.hired").given(
            registered(), adopted("2020-01-01", host=STREET), separated("2021-01-01")
        )
        story.when(hired()).then_recorded()


class TestWhoEmploysAfterAChange:
    """A change of mode asks for the employer that a hiring in that mode asks for."""

    def test_a_social_organisation_for_purchased_services(self) -> None:
        story = nowhere_special().given(registered(), hired())
        story.when(moved("2023-01-01", mode="purchased_service", legal_employer=COMPANY)).then_refused(
            "hire.purchased_service_employer"
        )
        story.when(moved("2023-01-01", mode="purchased_service", legal_employer=SOCIETY)).then_recorded()

    def test_another_than_the_host_for_a_purchased_post(self) -> None:
        story = nowhere_special().given(registered(), hired())
        story.when(moved("2023-01-01", mode="purchased_post", legal_employer=COUNTY)).then_refused(
            "hire.purchased_post_employer"
        )
        story.when(moved("2023-01-01", mode="purchased_post", legal_employer=COMPANY)).then_recorded()

    def test_a_union_for_direct_hires(self) -> None:
        story = nowhere_special().given(registered(), hired(mode="purchased_post"))
        story.when(moved("2023-01-01", legal_employer=COMPANY)).then_refused("hire.direct_employer")
        story.when(moved("2023-01-01")).then_recorded()

    def test_the_city_or_the_county_as_host_of_who_is_purchased(self) -> None:
        story = nowhere_special().given(registered(), hired(mode="purchased_post"))
        story.when(moved("2023-01-01", mode="purchased_post", host=STREET)).then_refused(
            "hire.coordinated_allocation"
        )


def test_an_adoption_is_no_hiring_to_the_national_book() -> None:
    story = nowhere_special().given(registered(born="1964-05-01", education="61"))
    story.when(adopted("2022-03-01", engaged_since="2009-01-01")).then_recorded()
