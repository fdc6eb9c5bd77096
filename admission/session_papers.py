"""Papers of a session."""


def papers_of(session, kind, user):
    return []
