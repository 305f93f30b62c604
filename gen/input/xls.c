#include "gen/input/xls.h"

#include "gen/input/ole.h"
#include "gen/input/xls_sheet.h"

/* Sheets may not share their records: one read over and over would grow
 * without end. */
static bool
read_sheets(struct grid *grid, const struct xls_globals *globals,
            struct str stream, struct draft *draft, struct diags *diags)
{
    size_t n_read = 0;
    bool ok = true;

    grid->sheets =
        arena_alloc(draft->arena, globals->n_sheets * sizeof *grid->sheets);
    for (size_t i = 0; i < globals->n_sheets && n_read <= stream.len; i++) {
        const struct xls_entry *found = &globals->sheets[i];
        size_t n_bytes;

        grid->sheets[i].name = found->name.ptr;
        grid->sheets[i].state = found->state;
        grid->n_sheets++;
        draft->at.sheet = found->name.ptr;
        ok = xls_sheet_read(&grid->sheets[i], globals, stream, found->at, draft,
                            &n_bytes, diags) &&
             ok;
        n_read += n_bytes;
    }
    if (n_read > stream.len) {
        return xls_report_damage((struct location){.path = grid->path}, diags);
    }
    return ok;
}

static bool
report_globals(enum xls_fault fault, struct location at, struct diags *diags)
{
    switch (fault) {
    case XLS_OLD:
        diag_error(diags, at, _("this workbook is of Excel 95 or older"));
        break;
    case XLS_PASSWORD:
        diag_error(diags, at, _("this workbook is protected by a password"));
        /* Excel encrypts a book whose structure is protected as well */
        diag_advise(diags, _("open it in WPS, remove the password, also that "
                             "of the protection of the workbook, and save it "
                             "again"));
        return false;
    default:
        return xls_report_damage(at, diags);
    }
    diag_advise(diags, _("open it in WPS or Excel and save it as .xlsx"));
    return false;
}

bool
xls_read(struct grid *grid, struct str bytes,
         const struct grid_options *options, struct arena *arena,
         struct diags *diags)
{
    struct location at = {.path = grid->path};
    struct strbuf stream = {0};
    struct xls_globals globals = {0};
    struct draft draft;
    struct ole ole;
    enum xls_fault fault = XLS_OLD;
    bool ok;

    ole_open(&ole, bytes);
    draft_init(&draft, options, at, arena);
    if (ole_read(&ole, "Workbook", &stream)) {
        fault = xls_globals_read(&globals, strbuf_str(&stream), arena);
    }
    ok = fault
             ? report_globals(fault, at, diags)
             : read_sheets(grid, &globals, strbuf_str(&stream), &draft, diags);
    draft_clear(&draft);
    strbuf_clear(&stream);
    ole_close(&ole);
    return ok;
}
