#pragma once

#include <logbeam/json_writer.hpp>
#include <logbeam/typed_event.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace logbeam::channel {

// How the worker treats a value that a publisher moved into the queue: all it knows of the type.
struct PayloadType {
    std::size_t bytes;
    std::string_view (*name)(const void* payload);
    void (*write)(JsonWriter& json, const void* payload);
    void (*destroy)(void* payload) noexcept;  // nullptr when there is nothing to end
};

template <class T>
struct PayloadOf {
    static_assert(std::is_nothrow_move_constructible_v<T>,
                  "logbeam: an event is moved into the queue, its move constructor must be noexcept");
    static_assert(sizeof(T) <= 8192, "logbeam: an event of more than 8 KiB does not fit into the queue; use pointers");
    static_assert(alignof(T) <= 16, "logbeam: an event may be aligned to 16 bytes at most");

    static std::string_view name(const void* /*payload*/) { return event_type<T>(); }
    static void write(JsonWriter& json, const void* payload) {
        logbeam::write_json(json, *static_cast<const T*>(payload));
    }
    static void destroy(void* payload) noexcept { static_cast<T*>(payload)->~T(); }

    static constexpr PayloadType type{sizeof(T), &name, &write,
                                      std::is_trivially_destructible_v<T> ? nullptr : &destroy};
};

// Room for one payload in the queue, taken by begin and filled by its caller.
struct Slot {
    void* payload = nullptr;
    void* record = nullptr;
    void* lane = nullptr;
};

}  // namespace logbeam::channel
