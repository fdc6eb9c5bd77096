"""Files as answers."""

from django.http import HttpResponse

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"pdf": PDF, "xlsx": XLSX, "docx": DOCX, "csv": "text/csv; charset=utf-8", "zip": "application/zip"}


def as_file(content, name, *, keep=None):
    """The answer that sends these bytes under a name, whose ending says what they are.

    A PDF is looked at in the browser, anything else is kept, unless `keep` says otherwise.
    """
    ending = name.rpartition(".")[2]
    disposition = "attachment" if (ending != "pdf" if keep is None else keep) else "inline"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)
