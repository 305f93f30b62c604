#include "gen/input/xlsx_book.h"

#include <strings.h>

#include "gen/base/mem.h"
#include "gen/input/xlsx_walk.h"

enum { BOOK = 1, PROPERTIES, SHEETS, SHEET };

static const struct xlsx_element elements[] = {
    {0, BOOK, "workbook"},
    {BOOK, PROPERTIES, "workbookPr"},
    {BOOK, SHEETS, "sheets"},
    {SHEETS, SHEET, "sheet"},
};

struct book_reader {
    struct xlsx_walk walk;
    struct package *package;
    struct arena *arena;
    struct relations relations;
    struct xlsx_book *book;
    struct xlsx_book_sheet *sheets;
    size_t cap;
};

/* Its namespace is that of relationships, transitional or strict. */
static struct str
relation_id(const struct xml_attribute *attributes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is(attributes[i].name, "id") &&
            str_ends_with(attributes[i].space, STR("/relationships"))) {
            return attributes[i].value;
        }
    }
    return (struct str){NULL, 0};
}

static enum sheet_state
parse_state(struct str state)
{
    if (str_is(state, "veryHidden")) {
        return SHEET_VERY_HIDDEN;
    }
    return str_is(state, "hidden") ? SHEET_HIDDEN : SHEET_VISIBLE;
}

/* Chart, dialog and macro sheets are no tables. */
static void
add_sheet(struct book_reader *reader, const struct xml_attribute *attributes,
          size_t n)
{
    struct xlsx_book *book = reader->book;
    const struct relation *relation =
        relations_find_id(&reader->relations, relation_id(attributes, n));
    struct xlsx_book_sheet *sheet;

    if (relation && !relation_is(relation, "worksheet")) {
        return;
    }
    if (book->n_sheets == reader->cap) {
        reader->cap = reader->cap ? reader->cap * 2 : 8;
        reader->sheets =
            mem_resize(reader->sheets, reader->cap, sizeof *reader->sheets);
    }
    sheet = &reader->sheets[book->n_sheets++];
    *sheet = (struct xlsx_book_sheet){
        .name =
            arena_cstr(reader->arena, xlsx_attribute(attributes, n, "name")),
        .state = parse_state(xlsx_attribute(attributes, n, "state")),
    };
    if (relation) {
        sheet->part = package_find(reader->package, relation->target);
    }
}

static void
read_epoch(struct xlsx_book *book, const struct xml_attribute *attributes,
           size_t n)
{
    struct str compatible = xlsx_attribute(attributes, n, "dateCompatibility");

    if (xlsx_is_true(xlsx_attribute(attributes, n, "date1904"))) {
        book->epoch = EPOCH_1904;
    } else if (compatible.ptr && !xlsx_is_true(compatible)) {
        book->epoch = EPOCH_ISO;
    }
}

static bool
start(void *user, unsigned id, const struct xml_attribute *attributes, size_t n)
{
    struct book_reader *reader = user;

    if (id == PROPERTIES) {
        read_epoch(reader->book, attributes, n);
    } else if (id == SHEET) {
        add_sheet(reader, attributes, n);
    }
    return true;
}

/* The only part whose name ends like this. */
static struct str
find_by_ending(const struct package *package, struct str ending)
{
    struct str found = {NULL, 0};
    size_t n = 0;

    for (size_t i = 0; i < package_n_parts(package); i++) {
        struct str name = package_part_name(package, i);

        if (name.len >= ending.len &&
            strncasecmp(name.ptr + name.len - ending.len, ending.ptr,
                        ending.len) == 0) {
            found = name;
            n++;
        }
    }
    return n == 1 ? found : (struct str){NULL, 0};
}

static struct str
find_part(const struct book_reader *reader, const char *kind, struct str ending)
{
    const struct relation *relation = relations_find(&reader->relations, kind);
    struct str part = {NULL, 0};

    if (relation) {
        part = package_find(reader->package, relation->target);
    }
    return part.ptr ? part : find_by_ending(reader->package, ending);
}

/* The main part; an unreadable or foreign one is reported. */
static bool
find_book(struct package *package, struct str *part, struct diags *diags)
{
    struct location at = {.path = package_path(package)};
    const struct relation *relation;
    struct relations relations;
    size_t n_errors = diags->n_errors;
    struct str type;

    if (!package_relations(package, STR("/"), &relations, diags)) {
        return false;
    }
    relation = relations_find(&relations, "officeDocument");
    *part = package_find(package,
                         relation ? relation->target : STR("/xl/workbook.xml"));
    if (!part->ptr) {
        return diag_error(diags, at, _("there is no workbook in it"));
    }
    type = package_content_type(package, *part, diags);
    if (diags->n_errors != n_errors) {
        return false;
    }
    if (str_find(type, STR("sheet.binary"), 0) != SIZE_MAX) {
        diag_error(diags, at, _("this is a binary workbook (.xlsb)"));
        diag_advise(diags, _("save it as .xlsx"));
        return false;
    }
    if (str_find(type, STR("wordprocessingml"), 0) != SIZE_MAX ||
        str_find(type, STR("presentationml"), 0) != SIZE_MAX) {
        return diag_error(diags, at,
                          _("this is no workbook but another "
                            "kind of Office document"));
    }
    return true;
}

bool
xlsx_book_read(struct xlsx_book *book, struct package *package,
               struct arena *arena, struct diags *diags)
{
    struct book_reader reader = {
        .walk = {.elements = elements,
                 .n_elements = sizeof elements / sizeof elements[0],
                 .start = start},
        .package = package,
        .arena = arena,
        .book = book,
    };
    struct str part;
    bool ok;

    *book = (struct xlsx_book){0};
    reader.walk.user = &reader;
    ok = find_book(package, &part, diags) &&
         package_relations(package, part, &reader.relations, diags) &&
         xlsx_walk(&reader.walk, package, part, NULL, diags);
    if (ok && book->n_sheets == 0) {
        ok = diag_error(diags, (struct location){.path = package_path(package)},
                        _("the workbook has no worksheet"));
    }
    if (ok) {
        book->strings =
            find_part(&reader, "sharedStrings", STR("/sharedStrings.xml"));
        book->styles = find_part(&reader, "styles", STR("/styles.xml"));
        book->sheets = arena_grow(arena, reader.sheets, book->n_sheets,
                                  book->n_sheets, sizeof *book->sheets);
    }
    mem_free(reader.sheets);
    return ok;
}
