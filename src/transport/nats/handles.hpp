#pragma once

#include <nats/nats.h>

#include <memory>

// What nats.c gives, owned.
namespace logbeam::transport {

struct DestroyNats {
    void operator()(natsMsg* message) const noexcept { natsMsg_Destroy(message); }
    void operator()(natsOptions* options) const noexcept { natsOptions_Destroy(options); }
    void operator()(natsSubscription* subscription) const noexcept { natsSubscription_Destroy(subscription); }
    void operator()(natsInbox* inbox) const noexcept { natsInbox_Destroy(inbox); }
};

using NatsMessage = std::unique_ptr<natsMsg, DestroyNats>;
using NatsOptionsHandle = std::unique_ptr<natsOptions, DestroyNats>;
using NatsSubscriptionHandle = std::unique_ptr<natsSubscription, DestroyNats>;

}  // namespace logbeam::transport
