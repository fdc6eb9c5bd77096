"""A user's calendar for programs elsewhere (RFC 5545). Nothing in it names a person in full or tells what they are."""

from datetime import UTC, datetime, time, timedelta

import icalendar

from admission.events import events_of

PAST, AHEAD = timedelta(60), timedelta(400)  # how far it reaches from today


def feed(user, today, *, site):
    """The bytes of the calendar. `site`: the address of the system without a slash at the end."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//PartyTrack//lich//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Lịch công việc")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = datetime.combine(today, time(), UTC)  # one day, one text: programs see what changed
    events, _ = events_of(user, today - PAST, today + AHEAD)
    for event in events:
        calendar.add_component(_entry(event, stamp, site))
    return calendar.to_ical()


def _entry(event, stamp, site):
    entry = icalendar.Event()
    entry.add("uid", f"{event.uid}@partytrack")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", event.day)
    entry.add("dtend", event.last + timedelta(1))  # the day after, as the format has it
    entry.add("summary", event.plain)
    entry.add("url", site + event.url)
    entry.add("transp", "TRANSPARENT")
    return entry
