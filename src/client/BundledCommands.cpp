// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/BundledCommands.h"

namespace vermilion {

// Reply of COMMAND to Redis 7.0.15, with what Redis 7.2, 7.4 and 8.0 and Valkey 8 added.
// name[|subcommand][:flags[:first key,last key,step]] – w write, r may replicate, a admin, d dangerous, b blocking, p pubsub, s scripting.
std::string_view bundledCommands()
{
    return
        "acl acl|cat acl|deluser:ad acl|dryrun:ad acl|genpass acl|getuser:ad acl|help acl|list:ad acl|load:ad acl|log:ad "
        "acl|save:ad acl|setuser:ad acl|users:ad acl|whoami append:w:1,1,1 asking auth bgrewriteaof:ad bgsave:ad "
        "bitcount::1,1,1 bitfield:w:1,1,1 bitfield_ro::1,1,1 bitop:w:2,-1,1 bitpos::1,1,1 blmove:wb:1,2,1 blmpop:wb "
        "blpop:wb:1,-2,1 brpop:wb:1,-2,1 brpoplpush:wb:1,2,1 bzmpop:wb bzpopmax:wb:1,-2,1 bzpopmin:wb:1,-2,1 client "
        "client|caching client|capa client|getname client|getredir client|help client|id client|import-source:a "
        "client|info client|kill:ad client|list:ad client|no-evict:ad client|no-touch client|pause:ad client|reply "
        "client|setinfo client|setname client|tracking client|trackinginfo client|unblock:ad client|unpause:ad cluster "
        "cluster|addslots:ad cluster|addslotsrange:ad cluster|bumpepoch:ad cluster|count-failure-reports:ad "
        "cluster|countkeysinslot cluster|delslots:ad cluster|delslotsrange:ad cluster|failover:ad cluster|flushslots:ad "
        "cluster|forget:ad cluster|getkeysinslot cluster|help cluster|info cluster|keyslot cluster|links cluster|meet:ad "
        "cluster|myid cluster|myshardid cluster|nodes cluster|replicas:ad cluster|replicate:ad cluster|reset:ad "
        "cluster|saveconfig:ad cluster|set-config-epoch:ad cluster|setslot:ad cluster|shards cluster|slaves:ad "
        "cluster|slot-stats cluster|slots command commandlog commandlog|get:ad commandlog|help commandlog|len:ad "
        "commandlog|reset:ad command|count command|docs command|getkeys command|getkeysandflags command|help "
        "command|info command|list config config|get:ad config|help config|resetstat:ad config|rewrite:ad config|set:ad "
        "copy:w:1,2,1 dbsize debug:ad decr:w:1,1,1 decrby:w:1,1,1 del:w:1,-1,1 discard dump::1,1,1 echo eval:s eval_ro:s "
        "evalsha:s evalsha_ro:s exec exists::1,-1,1 expire:w:1,1,1 expireat:w:1,1,1 expiretime::1,1,1 failover:ad "
        "fcall:s fcall_ro:s flushall:wd flushdb:wd function function|delete:ws function|dump:s function|flush:ws "
        "function|help:s function|kill:s function|list:s function|load:ws function|restore:ws function|stats:s "
        "geoadd:w:1,1,1 geodist::1,1,1 geohash::1,1,1 geopos::1,1,1 georadius:w:1,1,1 georadius_ro::1,1,1 "
        "georadiusbymember:w:1,1,1 georadiusbymember_ro::1,1,1 geosearch::1,1,1 geosearchstore:w:1,2,1 get::1,1,1 "
        "getbit::1,1,1 getdel:w:1,1,1 getex:w:1,1,1 getrange::1,1,1 getset:w:1,1,1 hdel:w:1,1,1 hello hexists::1,1,1 "
        "hexpire:w:1,1,1 hexpireat:w:1,1,1 hexpiretime::1,1,1 hget::1,1,1 hgetall::1,1,1 hgetdel:w:1,1,1 hgetex:w:1,1,1 "
        "hincrby:w:1,1,1 hincrbyfloat:w:1,1,1 hkeys::1,1,1 hlen::1,1,1 hmget::1,1,1 hmset:w:1,1,1 hpersist:w:1,1,1 "
        "hpexpire:w:1,1,1 hpexpireat:w:1,1,1 hpexpiretime::1,1,1 hpttl::1,1,1 hrandfield::1,1,1 hscan::1,1,1 "
        "hset:w:1,1,1 hsetex:w:1,1,1 hsetnx:w:1,1,1 hstrlen::1,1,1 httl::1,1,1 hvals::1,1,1 incr:w:1,1,1 incrby:w:1,1,1 "
        "incrbyfloat:w:1,1,1 info:d keys:d lastsave:d latency latency|doctor:ad latency|graph:ad latency|help "
        "latency|histogram:ad latency|history:ad latency|latest:ad latency|reset:ad lcs::1,2,1 lindex::1,1,1 "
        "linsert:w:1,1,1 llen::1,1,1 lmove:w:1,2,1 lmpop:w lolwut lpop:w:1,1,1 lpos::1,1,1 lpush:w:1,1,1 lpushx:w:1,1,1 "
        "lrange::1,1,1 lrem:w:1,1,1 lset:w:1,1,1 ltrim:w:1,1,1 memory memory|doctor memory|help memory|malloc-stats "
        "memory|purge memory|stats memory|usage::2,2,1 mget::1,-1,1 migrate:wd:3,3,1 module module|help module|list:ad "
        "module|load:ad module|loadex:ad module|unload:ad monitor:ad move:w:1,1,1 mset:w:1,-1,2 msetnx:w:1,-1,2 multi "
        "object object|encoding::2,2,1 object|freq::2,2,1 object|help object|idletime::2,2,1 object|refcount::2,2,1 "
        "persist:w:1,1,1 pexpire:w:1,1,1 pexpireat:w:1,1,1 pexpiretime::1,1,1 pfadd:w:1,1,1 pfcount::1,-1,1 "
        "pfdebug:wad:2,2,1 pfmerge:w:1,-1,1 pfselftest:ad ping psetex:w:1,1,1 psubscribe:p psync:ad pttl::1,1,1 "
        "publish:p pubsub pubsub|channels:p pubsub|help pubsub|numpat:p pubsub|numsub:p pubsub|shardchannels:p "
        "pubsub|shardnumsub:p punsubscribe:p quit randomkey readonly readwrite rename:w:1,2,1 renamenx:w:1,2,1 "
        "replconf:ad replicaof:ad reset restore:wd:1,1,1 restore-asking:wd:1,1,1 role:d rpop:w:1,1,1 rpoplpush:w:1,2,1 "
        "rpush:w:1,1,1 rpushx:w:1,1,1 sadd:w:1,1,1 save:ad scan scard::1,1,1 script script|debug:s script|exists:s "
        "script|flush:s script|help:s script|kill:s script|load:s script|show:s sdiff::1,-1,1 sdiffstore:w:1,-1,1 select "
        "set:w:1,1,1 setbit:w:1,1,1 setex:w:1,1,1 setnx:w:1,1,1 setrange:w:1,1,1 shutdown:ad sinter::1,-1,1 sintercard "
        "sinterstore:w:1,-1,1 sismember::1,1,1 slaveof:ad slowlog slowlog|get:ad slowlog|help slowlog|len:ad "
        "slowlog|reset:ad smembers::1,1,1 smismember::1,1,1 smove:w:1,2,1 sort:wd:1,1,1 sort_ro:d:1,1,1 spop:w:1,1,1 "
        "spublish:p:1,1,1 srandmember::1,1,1 srem:w:1,1,1 sscan::1,1,1 ssubscribe:p:1,-1,1 strlen::1,1,1 subscribe:p "
        "substr::1,1,1 sunion::1,-1,1 sunionstore:w:1,-1,1 sunsubscribe:p:1,-1,1 swapdb:wd sync:ad time touch::1,-1,1 "
        "ttl::1,1,1 type::1,1,1 unlink:w:1,-1,1 unsubscribe:p unwatch wait waitaof watch::1,-1,1 xack:w:1,1,1 "
        "xadd:w:1,1,1 xautoclaim:w:1,1,1 xclaim:w:1,1,1 xdel:w:1,1,1 xgroup xgroup|create:w:2,2,1 "
        "xgroup|createconsumer:w:2,2,1 xgroup|delconsumer:w:2,2,1 xgroup|destroy:w:2,2,1 xgroup|help "
        "xgroup|setid:w:2,2,1 xinfo xinfo|consumers::2,2,1 xinfo|groups::2,2,1 xinfo|help xinfo|stream::2,2,1 "
        "xlen::1,1,1 xpending::1,1,1 xrange::1,1,1 xread:b xreadgroup:wb xrevrange::1,1,1 xsetid:w:1,1,1 xtrim:w:1,1,1 "
        "zadd:w:1,1,1 zcard::1,1,1 zcount::1,1,1 zdiff zdiffstore:w:1,1,1 zincrby:w:1,1,1 zinter zintercard "
        "zinterstore:w:1,1,1 zlexcount::1,1,1 zmpop:w zmscore::1,1,1 zpopmax:w:1,1,1 zpopmin:w:1,1,1 zrandmember::1,1,1 "
        "zrange::1,1,1 zrangebylex::1,1,1 zrangebyscore::1,1,1 zrangestore:w:1,2,1 zrank::1,1,1 zrem:w:1,1,1 "
        "zremrangebylex:w:1,1,1 zremrangebyrank:w:1,1,1 zremrangebyscore:w:1,1,1 zrevrange::1,1,1 zrevrangebylex::1,1,1 "
        "zrevrangebyscore::1,1,1 zrevrank::1,1,1 zscan::1,1,1 zscore::1,1,1 zunion zunionstore:w:1,1,1 ";
}

}  // namespace vermilion
