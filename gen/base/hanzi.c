#include "gen/base/hanzi.h"

static const char *const digits[] = {"零", "一", "二", "三", "四",
                                     "五", "六", "七", "八", "九"};

/* n is 1..9999; under says that a higher figure stands before it. */
static void
add_thousands(struct strbuf *sb, int64_t n, bool under)
{
    static const char *const units[] = {"千", "百", "十", ""};
    int64_t power = 1000;
    bool gap = false;

    for (size_t i = 0; i < 4; i++, power /= 10) {
        int64_t digit = n / power % 10;

        if (digit == 0) {
            gap = true;
            continue;
        }
        if (under && gap) {
            strbuf_add_cstr(sb, digits[0]);
        }
        if (under || power != 10 || digit != 1) {
            strbuf_add_cstr(sb, digits[digit]);
        }
        strbuf_add_cstr(sb, units[i]);
        under = true;
        gap = false;
    }
}

bool
hanzi_format(struct strbuf *sb, int64_t n)
{
    if (n > 99999999 || n < -99999999) {
        return false;
    }
    if (n < 0) {
        strbuf_add_cstr(sb, "负");
        n = -n;
    }
    if (n == 0) {
        strbuf_add_cstr(sb, digits[0]);
    }
    if (n >= 10000) {
        add_thousands(sb, n / 10000, false);
        strbuf_add_cstr(sb, "万");
    }
    if (n % 10000) {
        add_thousands(sb, n % 10000, n >= 10000);
    }
    return true;
}

void
hanzi_format_digits(struct strbuf *sb, int n)
{
    char text[16];
    size_t len = 0;

    for (; n || len == 0; n /= 10) {
        text[len++] = (char)(n % 10);
    }
    while (len) {
        int digit = text[--len];

        strbuf_add_cstr(sb, digit ? digits[digit] : "〇");
    }
}
