<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Environment</name>
    <message>
        <source>Development</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROD</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Some of what is concerned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is production. Type %1 to confirm:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion</name>
    <message>
        <source>The host name %1 is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be mistyped, or only known inside a container network or VPN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name. For a container, use the address and port that it publishes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens there, or it listens on another address only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the server, or check port and bind address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A firewall may drop the packets, the address may be stale, or TLS is expected and switched off (or the reverse).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check address, port, firewall and TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way to %1 from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network or VPN is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no socket at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is not running, or its unixsocket setting names another path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the server, or check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not open the socket %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its owner or mode excludes this user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the server&apos;s group, or change unixsocketperm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS is not available.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The OpenSSL backend of Qt is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install OpenSSL and Qt&apos;s TLS plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TLS handshake with %1 failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port may not speak TLS, or both sides share no protocol version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port, or switch TLS off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer is not among the certificate authorities in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the CA file of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate does not belong to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names other hosts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect by a name that is in the certificate, or set the TLS server name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has expired, is not valid yet, or this computer&apos;s clock is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew the certificate, or check the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wants a client certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None was given, or the server does not accept it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a certificate and key that the server&apos;s CA signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate or key file %1 cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is missing, unreadable or not PEM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped or restarted, or it ended idle or unwanted clients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server ended suddenly, or the port speaks TLS and this connection does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers at %1 is not Redis or Valkey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the port belongs to Redis or Valkey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is in protected mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no password and accepts only connections from its own machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a password on the server, or connect from its machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has no free connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its maxclients limit is reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other clients, or raise maxclients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server wants a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not accept this user and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check user and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is still loading its data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again until it is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no database %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has only database 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clusters and most clouds do not allow SELECT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use database 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user may not run %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the permission, or sign in as another user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server does not offer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is an older version, or its provider has disabled the command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key holds another type by now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else replaced it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server is a replica and takes no writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to the primary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has no memory left for this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maxmemory is reached and nothing may be evicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete data, or raise maxmemory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses writes because its last save failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop-writes-on-bgsave-error is on; its disk may be full or not writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the disk and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is busy with a script.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, or end the script with SCRIPT KILL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key lives on another node of the cluster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to that node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cluster is not able to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of its slots have no primary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not sent: this connection is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not sent: this is a production server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm it by typing the server&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke while the answer was on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the server carried it out is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload and look before you try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be busy or paused, or the network is slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key does not exist any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted, or it expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key of this name exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value was changed by somebody else since it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare, then decide which one stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible with this server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys, total not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the server: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 names read, removing doubles…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys, perhaps not all: the server restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 key ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended early: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polite: takes %1 % of the server&apos;s time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowest answer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The total is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server was restarted during the scan. What it had not shown before may be missing: read again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::AboutDialog</name>
    <message>
        <source>RESP2 and RESP3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESP2; RESP3 needs hiredis 1.0 or later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no TLS library found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Vermilion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A desktop console for Redis and Valkey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::BrowserPresenter</name>
    <message>
        <source>db %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>db %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refreshing %1: %2 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys, of those whose facts are known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching the server: %1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found on the server ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found, search not complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys were looked through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No loaded key matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all keys are loaded. The server can look through the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has no such key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys appear here when a program – or you – writes some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan was stopped before the first key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key that is known fits this filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some changes were missed while the link was down. Refresh to see everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among the keys whose type, TTL and size are known: those that were on screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys of type %2 on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys on the server match %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 new, %3 gone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::BulkActions</name>
    <message>
        <source>Another bulk action is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A TTL must be longer than nothing: zero would delete the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete 1 key?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 keys?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let %1 keys expire in %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let %1 keys expire at %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the expiry of %1 keys?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On %1, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys and their values are removed for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys then stay until someone deletes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server deletes the keys by itself when the time is over. An expiry that they have now is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan has not seen the whole database: keys that are not loaded stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were gone already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expiry removed from %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 had none or were gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expiry set on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unknown, as the connection broke before the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::BulkTtlDialog</name>
    <message>
        <source>Expire &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expire &amp;at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Never expire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expiry of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time until the keys expire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment at which the keys expire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The moment must be in the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a time such as 90 (seconds), 15m, 7d or 1h30m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys are deleted by the server in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys are deleted by the server at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys stay until someone deletes them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Codec</name>
    <message>
        <source>These bytes are not one whole gzip or zlib stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not valid JSON at byte %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These bytes are not one MessagePack value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands, databases and loaded keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Composition</name>
    <message>
        <source>Filling a private server with sample data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ConflictDialog</name>
    <message>
        <source>The value was changed by someone else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not the one that you started from. Nothing has been written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It expired or was deleted since it was read. Nothing has been written yet. Written again, it has no TTL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Overwrite with mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Drop mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such key, field or element.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address as a URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a URL: redis://user:password@host:6379/0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none; asked for when the server wants one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt with TLS; chain and host name are always verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the CA file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only where the server asks for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the key of the client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In production, dangerous commands ask for the name to be typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only: nothing that writes leaves this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password was moved into its field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works: %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::DatabaseBox</name>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database. F2 gives it a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name for db %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name this database…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Count keys again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Demo</name>
    <message>
        <source>Multimodal worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrieval proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AI agents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ElementDialog</name>
    <message>
        <source>Add an element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Member:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Score:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Value:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the end (RPUSH)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the start (LPUSH)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the selected element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Place:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n, \t and \xHH stand for bytes; \\ is one backslash.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::EscapedCodec</name>
    <message>
        <source>Escaped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An escape is not complete. Write \\ for a backslash, \n, \t or \xHH.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Form</name>
    <message>
        <source>A backslash starts an escape: write \\ for a backslash, \n, \t or \xHH.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Format</name>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::HexCodec</name>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex is written in pairs of 0–9 and a–f.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Inspector</name>
    <message>
        <source>No key is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit &amp;TTL…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the redis-cli command that shows this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frequency %1 of 255</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connection is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No expiry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::JsonCodec</name>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyActions</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set e&amp;xpiry…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name &amp;escaped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name as &amp;bytes (hex)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xpand or collapse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a&amp;ll shown keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set expiry of all shown keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One flat &amp;list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow &amp;changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow changes: keys appear and go as the server tells of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all shown keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is selected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyCommands</name>
    <message>
        <source>On %1, database %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the key that has this name?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key with the new name exists. Its value and TTL are lost when it is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this key?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key and its value are removed for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this key now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A TTL of zero or in the past deletes the key at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another database was opened in between.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyListModel</name>
    <message>
        <source>Sorted by “%1” over the %2 keys read so far; the others follow by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In order once the scan is over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyListView</name>
    <message>
        <source>All keys in one list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key with an empty name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, no expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, expires in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key whose name is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyTreeModel</name>
    <message>
        <source>namespace %1, %2 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the next %1 keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyTreeView</name>
    <message>
        <source>Keys by namespace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeysPanel</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1 exists (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::KeyspaceEvents</name>
    <message>
        <source>Not known yet whether the server tells of changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server tells only of some changes (notify-keyspace-events is “%1”): others appear at the next refresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server tells nothing of changes: notify-keyspace-events is off. An administrator can set it to “KEA”, which costs the server a little for every write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user may not ask the server whether it tells of changes (CONFIG GET). %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::MainWindow</name>
    <message>
        <source>%1 – Vermilion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard unsaved edits?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has edits that are not saved on the server. They are lost when it is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close &amp;tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command &amp;palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme as the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Vermilion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a server first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::NewKeyDialog</name>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>String</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Type:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Value:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires &amp;in:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never, or 90, 15m, 7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n, \t and \xHH stand for bytes; \\ is one backslash. A key that exists is never replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Member:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Score:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key would be gone at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::NoticeBar</name>
    <message>
        <source>Hide this notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::PasswordPage</name>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in memory until the window closes, never on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks for a password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks for the password of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::RenameDialog</name>
    <message>
        <source>Rename the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TTL stays. You are asked before a key that has this name is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ScanBar</name>
    <message>
        <source>Keys read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As fast as the server goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polite: half of the server&apos;s time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polite: a quarter of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polite: a tenth of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the server&apos;s time the scan takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause reading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::SearchBar</name>
    <message>
        <source>Search keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Part of the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the text anywhere in a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;attern (* ? [a-z])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the server&apos;s MATCH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Exact name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the very name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ignore case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expiry (where known)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within two minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later than in a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size (where known)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 KiB and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 KiB and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 MiB and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by exact name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by part of the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by type, expiry and size: on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by type, expiry and size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::SettingsDialog</name>
    <message>
        <source>The system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browsing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Developer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data font</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data font size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> pt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of these characters splits names into namespaces. Inside a {hash tag} nothing is split. Empty: one flat list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the server&apos;s time a scan may take. Less is kinder to a busy server, and slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time-outs hold for connections that are opened from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure how fast the window answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ShortcutsPage</name>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and their shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has this shortcut. Assigning it here takes it away there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::StallPage</name>
    <message>
        <source>How late the window answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 samples, %2 over 16 ms, longest %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running. Switch it on to measure.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::StartPage</name>
    <message>
        <source>A console for Redis and Valkey that shows all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Ctrl+K for every command, F1 for every shortcut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a private server filled with sample data; it is gone when the window closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::StatePage</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::StatusBar</name>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of a round trip to the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>db %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s certificate and name were verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESP%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version of the protocol in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scan %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % in 16 ms, longest %2 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the window answered within a frame</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::TextCodec</name>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds half a character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These bytes are not plain UTF-8 text. Escaped and hex show them without loss.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::TtlChange</name>
    <message>
        <source>Write a time such as 90 (seconds), 15m, 1h30m or 7d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::TtlDialog</name>
    <message>
        <source>Time to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires &amp;at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Never expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90, 15m, 1h30m, 7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds, or a time such as 15m, 1h30m or 7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment, local time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This deletes at once. You are asked before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1, %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::TypeChip</name>
    <message>
        <source>Type: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ValueEdit</name>
    <message>
        <source>A score is a number, inf or -inf.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ValueEditor</name>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or revert the changes first, then choose another view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formatting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited, not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This view is read-only. Escaped and hex can be edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ValuePanel</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in this key, Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Revert value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read value &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load &amp;more of the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;element…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete e&amp;lement…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the &amp;key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is gone: it expired or was deleted. Your edit is still here and can be written again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a key to see its value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key does not exist any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It expired, or it was deleted or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of type %1 cannot be shown yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its size, encoding and TTL are beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer groups (consumers, pending): %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of this string are loaded. It can be edited when all of it is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your edit is still here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ValuePresenter</name>
    <message>
        <source>Discard the changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value was edited and is not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this element?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the last one: the key goes with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 elements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, searched %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key was opened in database %1. Go back there to save it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was the last one: the key is gone with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::ValueTableModel</name>
    <message>
        <source>A backslash starts an escape here: write \\ for one backslash, \n, \t or \xHH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::Workspace</name>
    <message>
        <source>Connecting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connection is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the connection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again in %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::WorkspacePanels</name>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vermilion::WorkspaceTabs</name>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
