#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace logbeam::channel {

// Values that stay where they are until the list ends. Thread-safe and without a lock, so that the child of a fork
// never finds it locked by a thread that it does not have.
template <class T>
class AppendOnly final {
public:
    AppendOnly() = default;
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;

    ~AppendOnly() {
        for (Node* node = newest_.load(std::memory_order_acquire); node != nullptr;) {
            node = std::unique_ptr<Node> {
                node
                } -> older;
        }
    }

    const T& add(T value) {
        auto node = std::make_unique<Node>(Node{std::move(value), newest_.load(std::memory_order_relaxed)});
        while (!newest_.compare_exchange_weak(node->older, node.get(), std::memory_order_acq_rel)) {}
        return node.release()->value;
    }

    // The newest that `is_it` says yes to, or nullptr.
    template <class Is>
    [[nodiscard]] const T* find(Is is_it) const {
        for (const Node* node = newest_.load(std::memory_order_acquire); node != nullptr; node = node->older) {
            if (is_it(node->value)) {
                return &node->value;
            }
        }
        return nullptr;
    }

private:
    struct Node {
        T value;
        Node* older;
    };

    std::atomic<Node*> newest_{nullptr};
};

}  // namespace logbeam::channel
