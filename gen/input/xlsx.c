#include "gen/input/xlsx.h"

#include <string.h>

#include "gen/input/xlsx_book.h"
#include "gen/input/xlsx_sheet.h"

enum { MAX_ROWS = 1048576, MAX_CELLS = 20000000 };

static bool
is_wanted(const struct xlsx_book_sheet *sheet,
          const struct grid_options *options)
{
    return !options->sheet || strcmp(sheet->name, options->sheet) == 0;
}

static bool
read_sheet(struct grid_sheet *sheet, const struct xlsx_book_sheet *source,
           struct package *package, const struct xlsx_context *context,
           struct xlsx_limits *limits, bool is_asked_for, struct diags *diags)
{
    struct location at = {.path = package_path(package), .sheet = source->name};

    sheet->name = source->name;
    sheet->state = source->state;
    if (source->part.ptr) {
        return xlsx_sheet_read(sheet, package, source->part, context, limits,
                               diags);
    }
    if (is_asked_for) {
        return diag_error(diags, at, _("the sheet is missing in the file"));
    }
    diag_warning(diags, at, _("the sheet is missing in the file"));
    return true;
}

static bool
refuse_name(const struct xlsx_book *book, struct location at,
            const char *wanted, struct diags *diags)
{
    struct strbuf names = {0};

    for (size_t i = 0; i < book->n_sheets; i++) {
        strbuf_add_cstr(&names, i ? _(", ") : "");
        strbuf_add_cstr(&names, book->sheets[i].name);
    }
    diag_error(diags, at, _("there is no sheet %s"), wanted);
    diag_advise(diags, _("the sheets are: %s"), names.ptr);
    strbuf_clear(&names);
    return false;
}

static bool
read_sheets(struct grid *grid, const struct xlsx_book *book,
            struct package *package, const struct xlsx_context *context,
            const struct grid_options *options, struct diags *diags)
{
    struct xlsx_limits limits = {
        options->max_rows ? options->max_rows : MAX_ROWS,
        options->max_cells ? options->max_cells : MAX_CELLS,
    };
    bool ok = true;

    grid->sheets =
        arena_alloc(context->arena, book->n_sheets * sizeof *grid->sheets);
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (is_wanted(&book->sheets[i], options)) {
            ok &= read_sheet(&grid->sheets[grid->n_sheets++], &book->sheets[i],
                             package, context, &limits, options->sheet != NULL,
                             diags);
        }
    }
    if (grid->n_sheets == 0) {
        return refuse_name(book, (struct location){.path = grid->path},
                           options->sheet, diags);
    }
    return ok;
}

/* What all sheets look up, then the sheets. */
static bool
read_book(struct grid *grid, struct package *package,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    struct xlsx_context context = {.arena = arena};
    struct xlsx_book book;

    if (!xlsx_book_read(&book, package, arena, diags)) {
        return false;
    }
    context.epoch = book.epoch;
    if (book.strings.ptr && !xlsx_strings_read(&context.strings, package,
                                               book.strings, arena, diags)) {
        return false;
    }
    if (book.styles.ptr && !xlsx_styles_read(&context.styles, package,
                                             book.styles, arena, diags)) {
        return false;
    }
    return read_sheets(grid, &book, package, &context, options, diags);
}

/* Closes the package. */
static bool
read_package(struct grid *grid, struct package *package, const char *path,
             const struct grid_options *options, struct arena *arena,
             struct diags *diags)
{
    static const struct grid_options defaults = {0};
    bool ok;

    if (!package) {
        return false;
    }
    grid->path = path;
    grid->format = "xlsx";
    ok = read_book(grid, package, options ? options : &defaults, arena, diags);
    package_close(package);
    return ok;
}

bool
xlsx_read(struct grid *grid, const char *path,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    return read_package(grid, package_open(path, NULL, diags), path, options,
                        arena, diags);
}

bool
xlsx_read_bytes(struct grid *grid, struct str bytes, const char *path,
                const struct grid_options *options, struct arena *arena,
                struct diags *diags)
{
    return read_package(grid, package_open_bytes(bytes, path, NULL, diags),
                        path, options, arena, diags);
}
