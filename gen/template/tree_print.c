#include "gen/template/tree.h"

#include <jansson.h>

static const char *const kinds[] = {
    "literal", "value",     "section", "inverted", "partial", "id",
    "merge",   "paragraph", "table",   "row",      "cell",    "story",
    "page",    "span",      "width",   "skip",     "grid",    "break"};

/* Nothing of a template's own: where a writer puts columns and pages. */
static bool
is_writers_mark(const struct node *node)
{
    return node->kind >= NODE_SPAN;
}

static bool
is_element(const struct node *node)
{
    return node->kind >= NODE_PARAGRAPH;
}

/* What a node says on its own line: its text or its tag. */
static struct str
said_by(const struct node *node)
{
    if (node->kind == NODE_LITERAL) {
        return node->text;
    }
    return node->kind == NODE_PARTIAL ? node->bytes : node->expr.source;
}

static void print_nodes(const struct node *first, unsigned depth, FILE *out);

static void
print_node(const struct node *node, unsigned depth, FILE *out)
{
    struct str said = said_by(node);

    if (is_writers_mark(node)) {
        print_nodes(node->children, depth, out);
        return;
    }
    /* Literals that only hold markup say nothing a reader needs. */
    if (node->kind == NODE_LITERAL && said.len == 0) {
        return;
    }
    fprintf(out, "%*s%s", (int)depth * 2, "", kinds[node->kind]);
    if (said.len) {
        fputs(" ", out);
        for (size_t i = 0; i < said.len; i++) {
            if (said.ptr[i] == '\n') {
                fputs("\\n", out);
            } else {
                fputc(said.ptr[i], out);
            }
        }
    }
    fputs(node->is_optional ? " ?\n" : "\n", out);
    print_nodes(node->children, depth + 1, out);
}

static void
print_nodes(const struct node *first, unsigned depth, FILE *out)
{
    for (const struct node *node = first; node; node = node->next) {
        print_node(node, depth, out);
    }
}

void
tree_print(const struct node *root, FILE *out)
{
    print_nodes(root->children, 0, out);
}

static json_t *json_of(const struct node *node);

static void
add_children(json_t *children, const struct node *node)
{
    for (const struct node *child = node->children; child;
         child = child->next) {
        if (is_writers_mark(child)) {
            add_children(children, child);
        } else if (child->kind != NODE_LITERAL || child->text.len) {
            json_array_append_new(children, json_of(child));
        }
    }
}

static json_t *
json_of(const struct node *node)
{
    json_t *json = json_object();
    struct str said = said_by(node);
    json_t *children = json_array();

    json_object_set_new(json, "kind", json_string(kinds[node->kind]));
    if (said.len) {
        json_object_set_new(json, is_element(node) ? "name" : "text",
                            json_stringn(said.ptr, said.len));
    }
    if (node->origin && node->origin->place) {
        json_object_set_new(json, "place", json_string(node->origin->place));
    }
    add_children(children, node);
    if (json_array_size(children)) {
        json_object_set_new(json, "children", children);
    } else {
        json_decref(children);
    }
    return json;
}

void
tree_print_json(const struct node *root, FILE *out)
{
    json_t *json = json_of(root);

    json_dumpf(json, out, JSON_INDENT(1));
    fputc('\n', out);
    json_decref(json);
}
