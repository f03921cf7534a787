#pragma once

// The preprocessor part of LOGBEAM_EVENT, LOGBEAM_FIELDS and LOGBEAM_ENUM: it calls a macro for each argument.
//
// A list is padded with LOGBEAM_TYPED_END to 128 places and taken eight by eight, without recursion: the
// compiler's notes about a wrong member stay short, and C++17 has no __VA_OPT__ that would end a recursion.
//
// An argument is `name` or `(name, options...)`. Either way `use(context, name, options..., End{})` is called;
// End{} keeps the options from being empty, which C++17 does not allow for `...`. An empty argument (the one
// behind a trailing comma) is left out.
#define LOGBEAM_TYPED_SECOND(first, second, ...) second
#define LOGBEAM_TYPED_CHOOSE(...) LOGBEAM_TYPED_SECOND(__VA_ARGS__, ~)
#define LOGBEAM_TYPED_UNWRAP(...) __VA_ARGS__

#define LOGBEAM_TYPED_WHEN_WRAPPED(...) ~, LOGBEAM_TYPED_WRAPPED
#define LOGBEAM_TYPED_WHEN_ ~, LOGBEAM_TYPED_SKIP
#define LOGBEAM_TYPED_WHEN_LOGBEAM_TYPED_END ~, LOGBEAM_TYPED_SKIP

#define LOGBEAM_TYPED_ONE(use, context, item) \
    LOGBEAM_TYPED_CHOOSE(LOGBEAM_TYPED_WHEN_WRAPPED item, LOGBEAM_TYPED_BARE)(use, context, item)
#define LOGBEAM_TYPED_BARE(use, context, item) \
    LOGBEAM_TYPED_CHOOSE(LOGBEAM_TYPED_WHEN_##item, LOGBEAM_TYPED_USE)(use, context, item)
#define LOGBEAM_TYPED_SKIP(use, context, item)
#define LOGBEAM_TYPED_USE(use, context, item) use(context, item, ::logbeam::typed::End{})
#define LOGBEAM_TYPED_WRAPPED(use, context, item) \
    LOGBEAM_TYPED_APPLY(use, context, LOGBEAM_TYPED_UNWRAP item, ::logbeam::typed::End{})
#define LOGBEAM_TYPED_APPLY(use, ...) use(__VA_ARGS__)

#define LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) \
    LOGBEAM_TYPED_ONE(use, context, a)                        \
    LOGBEAM_TYPED_ONE(use, context, b)                        \
    LOGBEAM_TYPED_ONE(use, context, c)                        \
    LOGBEAM_TYPED_ONE(use, context, d)                        \
    LOGBEAM_TYPED_ONE(use, context, e)                        \
    LOGBEAM_TYPED_ONE(use, context, f)                        \
    LOGBEAM_TYPED_ONE(use, context, g)                        \
    LOGBEAM_TYPED_ONE(use, context, h)

#define LOGBEAM_TYPED_ROW_1(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_2(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_2(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_3(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_3(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_4(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_4(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_5(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_5(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_6(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_6(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_7(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_7(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_8(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_8(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_9(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_9(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_10(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_10(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_11(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_11(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_12(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_12(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_13(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_13(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_14(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_14(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_15(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_15(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_ROW_16(use, context, __VA_ARGS__)
#define LOGBEAM_TYPED_ROW_16(use, context, a, b, c, d, e, f, g, h, ...) \
    LOGBEAM_TYPED_8(use, context, a, b, c, d, e, f, g, h) LOGBEAM_TYPED_OVERFLOW(use, context, __VA_ARGS__)

// What stands behind the last row is padding, or a member too many: then this name stands in the error.
#define LOGBEAM_TYPED_OVERFLOW(use, context, item, ...) LOGBEAM_TYPED_ONE(LOGBEAM_TYPED_TOO_MANY, context, item)
#define LOGBEAM_TYPED_TOO_MANY(...) logbeam_describes_at_most_128_members_of_one_type

#define LOGBEAM_TYPED_END_8                                                                                           \
    LOGBEAM_TYPED_END, LOGBEAM_TYPED_END, LOGBEAM_TYPED_END, LOGBEAM_TYPED_END, LOGBEAM_TYPED_END, LOGBEAM_TYPED_END, \
        LOGBEAM_TYPED_END, LOGBEAM_TYPED_END
#define LOGBEAM_TYPED_END_32 LOGBEAM_TYPED_END_8, LOGBEAM_TYPED_END_8, LOGBEAM_TYPED_END_8, LOGBEAM_TYPED_END_8
#define LOGBEAM_TYPED_PADDING \
    LOGBEAM_TYPED_END_32, LOGBEAM_TYPED_END_32, LOGBEAM_TYPED_END_32, LOGBEAM_TYPED_END_32, LOGBEAM_TYPED_END_8

// use(context, argument) for each of the arguments behind the context, which are padded already.
#define LOGBEAM_TYPED_FOR_EACH(use, context, ...) LOGBEAM_TYPED_ROW_1(use, context, __VA_ARGS__)
