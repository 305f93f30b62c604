#include "gen/input/xlsx_walk.h"

#include <string.h>

#define TRANSITIONAL "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT       "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define COMPATIBILITY                                                          \
    "http://schemas.openxmlformats.org/markup-compatibility/2006"

static bool
is_transparent(struct str space, struct str name)
{
    return str_equals(space, STR(COMPATIBILITY)) &&
           (str_equals(name, STR("AlternateContent")) ||
            str_equals(name, STR("Fallback")));
}

/* Nearly all elements have the namespace of the one before. */
static bool
is_known_space(struct xlsx_walk *walk, struct str space)
{
    if (walk->space && space.ptr == walk->space) {
        return true;
    }
    if (!str_equals(space, STR(TRANSITIONAL)) &&
        !str_equals(space, STR(STRICT))) {
        return false;
    }
    walk->space = space.ptr;
    return true;
}

static unsigned
find_element(struct xlsx_walk *walk, struct str space, struct str name)
{
    unsigned parent = walk->level ? walk->ids[walk->level - 1] : 0;

    if (!is_known_space(walk, space)) {
        return 0;
    }
    if (walk->latest[parent].name == name.ptr) {
        return walk->latest[parent].id;
    }
    for (size_t i = 0; i < walk->n_elements; i++) {
        const struct xlsx_element *element = &walk->elements[i];

        if (element->parent == parent && walk->lengths[i] == name.len &&
            memcmp(element->name, name.ptr, name.len) == 0) {
            walk->latest[parent].name = name.ptr;
            walk->latest[parent].id = element->id;
            return element->id;
        }
    }
    return 0;
}

static bool
start_element(void *user, struct str space, struct str name,
              const struct xml_attribute *attributes, size_t n)
{
    struct xlsx_walk *walk = user;
    unsigned id;

    if (walk->n_skipped) {
        walk->n_skipped++;
        return true;
    }
    id = find_element(walk, space, name);
    if (id && walk->level < XLSX_MAX_LEVELS) {
        walk->ids[walk->level++] = id;
        return walk->start(walk->user, id, attributes, n);
    }
    walk->n_skipped = !is_transparent(space, name);
    return true;
}

static bool
end_element(void *user, struct str space, struct str name)
{
    struct xlsx_walk *walk = user;
    unsigned id;

    if (walk->n_skipped) {
        walk->n_skipped--;
        return true;
    }
    if (space.ptr != walk->space && is_transparent(space, name)) {
        return true;
    }
    id = walk->ids[--walk->level];
    return walk->end ? walk->end(walk->user, id) : true;
}

static bool
add_text(void *user, struct str text)
{
    struct xlsx_walk *walk = user;

    if (!walk->n_skipped && walk->level &&
        (walk->text_ids >> walk->ids[walk->level - 1] & 1)) {
        strbuf_add(&walk->text, text);
    }
    return true;
}

bool
xlsx_walk(struct xlsx_walk *walk, struct package *package, struct str name,
          const char *sheet, struct diags *diags)
{
    const struct xml_handler handler = {walk, start_element, end_element,
                                        add_text};
    struct location at = package_at(package, name);
    struct part *part = part_open(package, name, diags);
    bool ok;

    if (!part) {
        return false;
    }
    at.sheet = sheet;
    for (size_t i = 0; i < walk->n_elements; i++) {
        walk->lengths[i] = strlen(walk->elements[i].name);
    }
    ok = xml_scan(part_read, part, &handler, at, diags);
    part_close(part);
    return ok;
}

struct str
xlsx_attribute(const struct xml_attribute *attributes, size_t n,
               const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (attributes[i].space.len == 0 && str_is(attributes[i].name, name)) {
            return attributes[i].value;
        }
    }
    return (struct str){NULL, 0};
}

bool
xlsx_is_true(struct str value)
{
    return str_is(value, "1") || str_is(value, "true") || str_is(value, "on");
}

static size_t
skip_blanks(struct str text, size_t i)
{
    while (i < text.len && (unsigned char)text.ptr[i] <= ' ') {
        i++;
    }
    return i;
}

bool
xlsx_parse_count(struct str text, uint32_t max, uint32_t *out)
{
    size_t i = skip_blanks(text, 0);
    size_t from = i;
    uint64_t n = 0;

    for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
        n = n * 10 + (uint64_t)(text.ptr[i] - '0');
        if (n > max) {
            return false;
        }
    }
    *out = (uint32_t)n;
    return i > from && skip_blanks(text, i) == text.len;
}
