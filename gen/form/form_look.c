#include "gen/form/form_look.h"

#include <stdlib.h>

enum { MAX_BASES = 32, DEFAULT_HALF_POINTS = 20, BODY_TEXT = 9 };

struct look_entry {
    struct str id;
    struct str name;
    const xmlNode *node;
    struct look_entry *base;
    struct letters letters;
    struct layout layout;
    bool is_character;
    bool is_settled;
};

static struct str
theme_font(const struct looks *looks, struct str name)
{
    bool is_minor = str_starts_with(name, STR("minor"));

    if (!is_minor && !str_starts_with(name, STR("major"))) {
        return (struct str){NULL, 0};
    }
    return looks->fonts[is_minor][str_ends_with(name, STR("EastAsia"))];
}

/* A theme's font wins over a name beside it (17.3.2.26). */
static void
add_font(const struct looks *looks, const xmlNode *fonts, const char *name,
         const char *theme, struct font *font)
{
    struct str given = element_attribute(fonts, theme);
    struct str plain = element_attribute(fonts, name);

    if (given.len && theme_font(looks, given).len) {
        *font = (struct font){theme_font(looks, given), true};
    } else if (plain.len) {
        *font = (struct font){arena_str(looks->arena, plain), false};
    }
}

void
looks_add_letters(struct looks *looks, const xmlNode *rpr,
                  struct letters *letters)
{
    const xmlNode *fonts = element_child(rpr, "rFonts");
    struct str hint = element_attribute(fonts, "hint");
    struct str color = element_value(rpr, "color");
    int number;

    if (!rpr) {
        return;
    }
    add_font(looks, fonts, "eastAsia", "eastAsiaTheme", &letters->east_asian);
    add_font(looks, fonts, "ascii", "asciiTheme", &letters->ascii);
    add_font(looks, fonts, "hAnsi", "hAnsiTheme", &letters->high_ansi);
    if (hint.len) {
        letters->hints_east_asian = str_is(hint, "eastAsia");
    }
    if (element_measure(element_child(rpr, "sz"), "val", &number) &&
        number > 0) {
        letters->half_points = (unsigned)number;
    }
    element_measure(element_child(rpr, "spacing"), "val", &letters->spacing);
    if (element_flag(rpr, "b") >= 0) {
        letters->is_bold = element_flag(rpr, "b");
    }
    if (element_flag(rpr, "vanish") >= 0) {
        letters->is_hidden = element_flag(rpr, "vanish");
    }
    if (color.len) {
        letters->color = arena_str(looks->arena, color);
    }
}

static int
compare_entries(const void *a, const void *b)
{
    const struct look_entry *x = a;
    const struct look_entry *y = b;

    return str_compare(x->id, y->id);
}

static struct look_entry *
find_entry(const struct looks *looks, struct str id)
{
    struct look_entry key = {.id = id};

    return id.len && looks->n_entries
               ? bsearch(&key, looks->entries, looks->n_entries, sizeof key,
                         compare_entries)
               : NULL;
}

/* A style's chain, the base first. */
static void
add_chain(struct looks *looks, const struct look_entry *entry,
          struct letters *letters, struct layout *layout)
{
    const struct look_entry *chain[MAX_BASES];
    size_t n = 0;

    while (entry && n < MAX_BASES) {
        chain[n++] = entry;
        entry = find_entry(looks, element_value(entry->node, "basedOn"));
    }
    while (n--) {
        looks_add_letters(looks, element_child(chain[n]->node, "rPr"), letters);
        if (layout) {
            looks_add_layout(looks, element_child(chain[n]->node, "pPr"),
                             layout);
        }
    }
}

static void
settle(struct looks *looks, struct look_entry *entry)
{
    if (!entry->is_settled) {
        entry->letters = looks->letters;
        entry->layout = looks->layout;
        add_chain(looks, entry, &entry->letters, &entry->layout);
        entry->is_settled = true;
    }
}

struct str
looks_style(struct looks *looks, struct str id, struct letters *letters,
            struct layout *layout)
{
    struct look_entry *entry = find_entry(looks, id);

    if (!entry || entry->is_character) {
        entry = looks->paragraph_default;
    }
    if (!entry) {
        *letters = looks->letters;
        *layout = looks->layout;
        return (struct str){"", 0};
    }
    settle(looks, entry);
    *letters = entry->letters;
    *layout = entry->layout;
    return entry->name;
}

void
looks_add_style(struct looks *looks, struct str id, struct letters *letters)
{
    const struct look_entry *entry = find_entry(looks, id);

    if (entry && entry->is_character) {
        add_chain(looks, entry, letters, NULL);
    }
}

static void
read_styles(struct looks *looks, const xmlNode *root)
{
    size_t n = 0;

    for (const xmlNode *s = root->children; s; s = s->next) {
        n += wml_is(s, "style");
    }
    looks->entries =
        arena_alloc(looks->arena, (n + 1) * sizeof *looks->entries);
    for (const xmlNode *s = root->children; s; s = s->next) {
        if (wml_is(s, "style") && element_attribute(s, "styleId").len) {
            looks->entries[looks->n_entries++] = (struct look_entry){
                .id = element_attribute(s, "styleId"),
                .name = arena_str(looks->arena, element_value(s, "name")),
                .node = s,
                .is_character =
                    str_is(element_attribute(s, "type"), "character"),
            };
        }
    }
    qsort(looks->entries, looks->n_entries, sizeof *looks->entries,
          compare_entries);
    for (size_t i = 0; i < looks->n_entries; i++) {
        const xmlNode *s = looks->entries[i].node;
        struct str on = element_attribute(s, "default");

        if (str_is(element_attribute(s, "type"), "paragraph") &&
            (str_is(on, "1") || str_is(on, "true") || str_is(on, "on"))) {
            looks->paragraph_default = &looks->entries[i];
        }
    }
}

/* DrawingML is matched by local name: its namespace has two spellings. */
static const xmlNode *
local_child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE &&
            str_is(str_from((const char *)n->name), name)) {
            return n;
        }
    }
    return NULL;
}

/* The East Asian font, or what the theme has for simplified characters. */
static struct str
theme_face(const xmlNode *fonts, bool is_east_asian)
{
    struct str face = xml_attribute(
        local_child(fonts, is_east_asian ? "ea" : "latin"), NULL, "typeface");

    if (face.len || !is_east_asian || !fonts) {
        return face;
    }
    for (const xmlNode *n = fonts->children; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE &&
            str_is(xml_attribute(n, NULL, "script"), "Hans")) {
            return xml_attribute(n, NULL, "typeface");
        }
    }
    return face;
}

static void
read_theme(struct looks *looks, const xmlNode *root)
{
    const xmlNode *scheme =
        local_child(local_child(root, "themeElements"), "fontScheme");
    static const char *const names[] = {"majorFont", "minorFont"};

    for (int minor = 0; minor < 2; minor++) {
        const xmlNode *fonts = local_child(scheme, names[minor]);

        for (int east = 0; fonts && east < 2; east++) {
            looks->fonts[minor][east] =
                arena_str(looks->arena, theme_face(fonts, east));
        }
    }
}

void
looks_read(struct looks *looks, const xmlDoc *styles, const xmlDoc *theme,
           struct arena *arena)
{
    const xmlNode *root = styles ? xmlDocGetRootElement(styles) : NULL;
    const xmlNode *themes = theme ? xmlDocGetRootElement(theme) : NULL;
    const xmlNode *defaults = element_child(root, "docDefaults");

    *looks = (struct looks){
        .letters = {.half_points = DEFAULT_HALF_POINTS},
        .layout = {.line = 240, .align = ALIGN_BOTH, .outline = BODY_TEXT},
        .arena = arena,
    };
    looks->layout.align = ALIGN_LEFT;
    if (themes) {
        read_theme(looks, themes);
    }
    looks_add_letters(
        looks, element_child(element_child(defaults, "rPrDefault"), "rPr"),
        &looks->letters);
    looks_add_layout(
        looks, element_child(element_child(defaults, "pPrDefault"), "pPr"),
        &looks->layout);
    if (root) {
        read_styles(looks, root);
    }
}

static int
hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

bool
color_is_red(struct str color)
{
    enum { LEAST_RED = 11, MOST_OTHER = 3 }; /* of 15 */

    return color.len == 6 && hex_of(color.ptr[0]) >= LEAST_RED &&
           hex_of(color.ptr[2]) >= 0 && hex_of(color.ptr[2]) <= MOST_OTHER &&
           hex_of(color.ptr[4]) >= 0 && hex_of(color.ptr[4]) <= MOST_OTHER;
}
