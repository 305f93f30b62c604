#include "gen/form/form.h"

#include "gen/form/form_part.h"

static void
run_checks(struct form *form)
{
    form_recognise(form);
    form_check_pages(form);
    form_check_lines(form);
    form_check_tables(form);
    form_check_boxes(form);
    form_check_page_numbers(form);
    form_check_letters(form);
    form_check_indents(form);
    form_check_head(form);
    form_check_signer(form);
    form_check_order(form);
    form_check_headings(form);
    form_check_numbers(form);
    form_check_dates(form);
    form_check_signature(form);
    form_check_attachments(form);
    form_check_punctuation(form);
    form_report(form);
}

bool
form_check(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    struct arena arena = {0};
    struct form form = {.path = path, .arena = &arena, .diags = diags};
    bool ok;

    form.wordings = wordings_open();
    if (!form.wordings) {
        return diag_system(diags, at, "%s", _("out of memory"));
    }
    ok = form_read(&form);
    if (ok) {
        run_checks(&form);
    }
    wordings_close(form.wordings);
    arena_clear(&arena);
    return ok;
}
