"""The wall behind the engine: triggers that refuse a state change without an act, and a step that the ladder lacks.

A new file starts as a source. When the state changes, the version goes up by one and the file names another journal
entry; the foreign key to it is checked at commit, so the entry must exist by then.
"""

from django.db import migrations

STEPS = {
    "source": "nurtured stopped moved_away",
    "nurtured": "dossier stopped moved_away",
    "dossier": "verifying stopped moved_away",
    "verifying": "dossier certified stopped moved_away",
    "certified": "dossier branch_proposed stopped moved_away",
    "branch_proposed": "dossier section_appraised committee_proposed submitted appraised stopped moved_away",
    "section_appraised": "dossier committee_proposed appraised stopped moved_away",
    "committee_proposed": "dossier submitted stopped moved_away",
    "submitted": "dossier branch_proposed section_appraised appraised stopped moved_away",
    "appraised": "dossier branch_proposed section_appraised on_agenda stopped moved_away",
    "on_agenda": "submitted appraised decided refused",
    "decided": "probationary moved_away",
    "probationary": "branch_recommended struck_off moved_away",
    "branch_recommended": "probationary section_recommended committee_recommended recognition_submitted recognition_appraised struck_off moved_away",
    "section_recommended": "probationary committee_recommended recognition_appraised struck_off moved_away",
    "committee_recommended": "probationary recognition_submitted struck_off moved_away",
    "recognition_submitted": "probationary branch_recommended section_recommended recognition_appraised struck_off moved_away",
    "recognition_appraised": "probationary branch_recommended section_recommended recognition_on_agenda struck_off moved_away",
    "recognition_on_agenda": "probationary recognition_submitted recognition_appraised full",
    "stopped": "source",
}
LEGAL = ", ".join(f"'{source}>{target}'" for source, targets in STEPS.items() for target in targets.split())

POSTGRESQL = f"""
create function candidate_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'source' or new.version <> 1 then
            raise exception 'a file starts as a source, not as %', new.state;
        end if;
    elsif new.state <> old.state then
        if new.version <> old.version + 1 or new.last_entry_id = old.last_entry_id then
            raise exception 'a state changes only with an act';
        end if;
        if old.state || '>' || new.state not in ({LEGAL}) then
            raise exception 'no step leads from % to %', old.state, new.state;
        end if;
    end if;
    return new;
end $$;
create trigger candidate_guard before insert or update on admission_candidate
    for each row execute function candidate_guard();
alter table admission_candidate alter column sort_key type varchar(255) collate "C";
"""
POSTGRESQL_BACK = """
drop trigger candidate_guard on admission_candidate;
drop function candidate_guard();
alter table admission_candidate alter column sort_key type varchar(255) collate "default";
"""
SQLITE = [
    "create trigger candidate_starts before insert on admission_candidate "
    "when new.state <> 'source' or new.version <> 1 "
    "begin select raise(abort, 'a file starts as a source'); end",
    "create trigger candidate_acts before update on admission_candidate when new.state <> old.state "
    "and (new.version <> old.version + 1 or new.last_entry_id = old.last_entry_id) "
    "begin select raise(abort, 'a state changes only with an act'); end",
    "create trigger candidate_steps before update on admission_candidate when new.state <> old.state "
    f"and old.state || '>' || new.state not in ({LEGAL}) "
    "begin select raise(abort, 'no such step'); end",
]
SQLITE_BACK = [f"drop trigger candidate_{name}" for name in ("starts", "acts", "steps")]


def forwards(apps, schema_editor):
    _run(schema_editor.connection, [POSTGRESQL], SQLITE)


def backwards(apps, schema_editor):
    _run(schema_editor.connection, [POSTGRESQL_BACK], SQLITE_BACK)


def _run(connection, postgresql, sqlite):
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("admission", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
