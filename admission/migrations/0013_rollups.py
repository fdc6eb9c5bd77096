import django.db.models.deletion
from django.db import migrations, models

from admission.groups import groups_of
from admission.measures import mark

ADMITTED = {"decided": "admission.decide", "probationary": "admission.ceremony"}


def key_to(model):
    return models.ForeignKey(
        to=model, on_delete=django.db.models.deletion.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )


def of_unit():
    return [
        ("pk", models.CompositePrimaryKey("period_id", "unit_id", blank=True, editable=False, primary_key=True, serialize=False)),
        ("period", key_to("units.period")),
        ("unit", key_to("units.unit")),
    ]


def mark_what_was_done(apps, schema_editor):
    """Whether a recognition was in time, the first count after the upgrade adds."""
    standings = apps.get_model("admission", "Standing").objects
    for state, event in ADMITTED.items():
        rows = standings.filter(state=state, entry__event=event).select_related("candidate")
        for row in rows.iterator(chunk_size=2000):
            groups = [f"group:{code}" for code in groups_of(row.candidate, on=row.valid_from)]
            standings.filter(pk=row.pk).update(marks=mark(state, groups))
    for pk, reason in standings.filter(state="stopped", entry__event="admission.stop").values_list(
        "pk", "entry__body__reason"
    ):
        standings.filter(pk=pk).update(marks=mark("stopped", [f"stopped:{reason}"]))
    for state, event in (("struck_off", "strike_off"), ("resigned", "resign")):
        standings.filter(state=state, entry__event=f"admission.{event}").update(marks=0)


class Migration(migrations.Migration):
    dependencies = [
        ("admission", "0012_clocks"),
        ("journal", "0002_append_only"),
    ]
    operations = [
        # Stored figures are derived: made anew, not converted.
        migrations.DeleteModel(name="Rollup"),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                *of_unit(),
                ("own", models.BinaryField(null=True)),
                ("total", models.BinaryField()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CountedPeriod",
            fields=[
                ("period", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="units.period")),
                ("as_of", models.DateField()),
                ("seq", models.BigIntegerField()),
                ("counted_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("opening_hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                *of_unit(),
                ("full", models.BigIntegerField()),
                ("probationary", models.BigIntegerField()),
                ("own_full", models.BigIntegerField()),
                ("own_probationary", models.BigIntegerField()),
            ],
            options={"abstract": False},
        ),
        migrations.AddField(
            model_name="standing",
            name="marks",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(mark_what_was_done, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(condition=models.Q(("valid_to__isnull", True)), fields=["unit", "state", "valid_from", "valid_to"], name="standing_open"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(condition=models.Q(("valid_to__isnull", False)), fields=["valid_to", "valid_from", "state", "unit"], name="standing_ended"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(condition=models.Q(("marks__isnull", False)), fields=["state", "valid_from", "unit", "marks", "valid_to"], name="standing_acts"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(condition=models.Q(("marks__isnull", False)), fields=["unit", "valid_from", "state", "marks", "valid_to"], name="standing_acts_in"),
        ),
    ]
