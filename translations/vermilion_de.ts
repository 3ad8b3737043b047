<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Environment</name>
    <message>
        <source>Development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Staging</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>DEV</source>
        <translation>DEV</translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation>STAGE</translation>
    </message>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Some of what is concerned</source>
        <translation>Einige der Betroffenen</translation>
    </message>
    <message>
        <source>This is production. Type %1 to confirm:</source>
        <translation>Dies ist Produktion. Zum Bestätigen %1 eingeben:</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>vermilion</name>
    <message>
        <source>The host name %1 is not known.</source>
        <translation>Der Hostname %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>It may be mistyped, or only known inside a container network or VPN.</source>
        <translation>Er ist vielleicht vertippt oder nur in einem Container-Netz oder VPN bekannt.</translation>
    </message>
    <message>
        <source>Check the name. For a container, use the address and port that it publishes.</source>
        <translation>Den Namen prüfen. Bei einem Container Adresse und Port nehmen, die er veröffentlicht.</translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation>%1 hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing listens there, or it listens on another address only.</source>
        <translation>Dort lauscht nichts, oder nur auf einer anderen Adresse.</translation>
    </message>
    <message>
        <source>Start the server, or check port and bind address.</source>
        <translation>Den Server starten oder Port und bind-Adresse prüfen.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>A firewall may drop the packets, the address may be stale, or TLS is expected and switched off (or the reverse).</source>
        <translation>Vielleicht verwirft eine Firewall die Pakete, die Adresse ist veraltet, oder TLS wird erwartet und ist ausgeschaltet (oder umgekehrt).</translation>
    </message>
    <message>
        <source>Check address, port, firewall and TLS.</source>
        <translation>Adresse, Port, Firewall und TLS prüfen.</translation>
    </message>
    <message>
        <source>There is no way to %1 from here.</source>
        <translation>Von hier führt kein Weg zu %1.</translation>
    </message>
    <message>
        <source>The network or VPN is not connected.</source>
        <translation>Das Netzwerk oder VPN ist nicht verbunden.</translation>
    </message>
    <message>
        <source>Check the network.</source>
        <translation>Das Netzwerk prüfen.</translation>
    </message>
    <message>
        <source>There is no socket at %1.</source>
        <translation>Unter %1 gibt es keinen Socket.</translation>
    </message>
    <message>
        <source>The server is not running, or its unixsocket setting names another path.</source>
        <translation>Der Server läuft nicht, oder seine Einstellung unixsocket nennt einen anderen Pfad.</translation>
    </message>
    <message>
        <source>Start the server, or check the path.</source>
        <translation>Den Server starten oder den Pfad prüfen.</translation>
    </message>
    <message>
        <source>You may not open the socket %1.</source>
        <translation>Der Socket %1 darf nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Its owner or mode excludes this user.</source>
        <translation>Eigentümer oder Rechte schließen diesen Benutzer aus.</translation>
    </message>
    <message>
        <source>Join the server&apos;s group, or change unixsocketperm.</source>
        <translation>Der Gruppe des Servers beitreten oder unixsocketperm ändern.</translation>
    </message>
    <message>
        <source>TLS is not available.</source>
        <translation>TLS ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>The OpenSSL backend of Qt is missing.</source>
        <translation>Das OpenSSL-Backend von Qt fehlt.</translation>
    </message>
    <message>
        <source>Install OpenSSL and Qt&apos;s TLS plugin.</source>
        <translation>OpenSSL und das TLS-Plugin von Qt installieren.</translation>
    </message>
    <message>
        <source>The TLS handshake with %1 failed.</source>
        <translation>Der TLS-Handshake mit %1 ist gescheitert.</translation>
    </message>
    <message>
        <source>The port may not speak TLS, or both sides share no protocol version.</source>
        <translation>Der Port spricht vielleicht kein TLS, oder beide Seiten haben keine gemeinsame Protokollversion.</translation>
    </message>
    <message>
        <source>Check the port, or switch TLS off.</source>
        <translation>Den Port prüfen oder TLS ausschalten.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>Dem Zertifikat von %1 wird nicht vertraut.</translation>
    </message>
    <message>
        <source>Its issuer is not among the certificate authorities in use.</source>
        <translation>Sein Aussteller gehört nicht zu den verwendeten Zertifizierungsstellen.</translation>
    </message>
    <message>
        <source>Give the CA file of the server.</source>
        <translation>Die CA-Datei des Servers angeben.</translation>
    </message>
    <message>
        <source>The certificate does not belong to %1.</source>
        <translation>Das Zertifikat gehört nicht zu %1.</translation>
    </message>
    <message>
        <source>It names other hosts.</source>
        <translation>Es nennt andere Hosts.</translation>
    </message>
    <message>
        <source>Connect by a name that is in the certificate, or set the TLS server name.</source>
        <translation>Über einen Namen verbinden, der im Zertifikat steht, oder den TLS-Servernamen setzen.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid today.</source>
        <translation>Das Zertifikat von %1 ist heute nicht gültig.</translation>
    </message>
    <message>
        <source>It has expired, is not valid yet, or this computer&apos;s clock is wrong.</source>
        <translation>Es ist abgelaufen, noch nicht gültig, oder die Uhr dieses Rechners geht falsch.</translation>
    </message>
    <message>
        <source>Renew the certificate, or check the clock.</source>
        <translation>Das Zertifikat erneuern oder die Uhr prüfen.</translation>
    </message>
    <message>
        <source>%1 wants a client certificate.</source>
        <translation>%1 verlangt ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>None was given, or the server does not accept it.</source>
        <translation>Es wurde keines angegeben, oder der Server nimmt es nicht an.</translation>
    </message>
    <message>
        <source>Give a certificate and key that the server&apos;s CA signed.</source>
        <translation>Zertifikat und Schlüssel angeben, die die CA des Servers signiert hat.</translation>
    </message>
    <message>
        <source>The certificate or key file %1 cannot be used.</source>
        <translation>Die Zertifikats- oder Schlüsseldatei %1 ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>It is missing, unreadable or not PEM.</source>
        <translation>Sie fehlt, ist nicht lesbar oder nicht PEM.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>Der Server hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>It was stopped or restarted, or it ended idle or unwanted clients.</source>
        <translation>Er wurde angehalten oder neu gestartet, oder er hat untätige oder unerwünschte Clients getrennt.</translation>
    </message>
    <message>
        <source>The connection was reset.</source>
        <translation>Die Verbindung wurde zurückgesetzt.</translation>
    </message>
    <message>
        <source>The server ended suddenly, or the port speaks TLS and this connection does not.</source>
        <translation>Der Server endete plötzlich, oder der Port spricht TLS und diese Verbindung nicht.</translation>
    </message>
    <message>
        <source>What answers at %1 is not Redis or Valkey.</source>
        <translation>Was unter %1 antwortet, ist weder Redis noch Valkey.</translation>
    </message>
    <message>
        <source>Check the port.</source>
        <translation>Den Port prüfen.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be understood.</source>
        <translation>Die Antwort des Servers war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>Check that the port belongs to Redis or Valkey.</source>
        <translation>Prüfen, ob der Port zu Redis oder Valkey gehört.</translation>
    </message>
    <message>
        <source>The server is in protected mode.</source>
        <translation>Der Server ist im geschützten Modus (protected mode).</translation>
    </message>
    <message>
        <source>It has no password and accepts only connections from its own machine.</source>
        <translation>Er hat kein Passwort und nimmt nur Verbindungen vom eigenen Rechner an.</translation>
    </message>
    <message>
        <source>Set a password on the server, or connect from its machine.</source>
        <translation>Auf dem Server ein Passwort setzen oder vom selben Rechner verbinden.</translation>
    </message>
    <message>
        <source>The server has no free connection.</source>
        <translation>Der Server hat keine freie Verbindung.</translation>
    </message>
    <message>
        <source>Its maxclients limit is reached.</source>
        <translation>Sein Limit maxclients ist erreicht.</translation>
    </message>
    <message>
        <source>Close other clients, or raise maxclients.</source>
        <translation>Andere Clients schließen oder maxclients erhöhen.</translation>
    </message>
    <message>
        <source>The server wants a password.</source>
        <translation>Der Server verlangt ein Passwort.</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>Das Passwort eingeben.</translation>
    </message>
    <message>
        <source>The server does not accept this user and password.</source>
        <translation>Der Server nimmt Benutzer und Passwort nicht an.</translation>
    </message>
    <message>
        <source>Check user and password.</source>
        <translation>Benutzer und Passwort prüfen.</translation>
    </message>
    <message>
        <source>The server is still loading its data.</source>
        <translation>Der Server lädt noch seine Daten.</translation>
    </message>
    <message>
        <source>It is tried again until it is ready.</source>
        <translation>Es wird weiter versucht, bis er bereit ist.</translation>
    </message>
    <message>
        <source>This server has no database %1.</source>
        <translation>Dieser Server hat keine Datenbank %1.</translation>
    </message>
    <message>
        <source>Choose another database.</source>
        <translation>Eine andere Datenbank wählen.</translation>
    </message>
    <message>
        <source>This server has only database 0.</source>
        <translation>Dieser Server hat nur Datenbank 0.</translation>
    </message>
    <message>
        <source>Clusters and most clouds do not allow SELECT.</source>
        <translation>Cluster und die meisten Clouds erlauben SELECT nicht.</translation>
    </message>
    <message>
        <source>Use database 0.</source>
        <translation>Datenbank 0 verwenden.</translation>
    </message>
    <message>
        <source>This user may not run %1.</source>
        <translation>Dieser Benutzer darf %1 nicht ausführen.</translation>
    </message>
    <message>
        <source>this command</source>
        <translation>diesen Befehl</translation>
    </message>
    <message>
        <source>Ask for the permission, or sign in as another user.</source>
        <translation>Um die Berechtigung bitten oder als anderer Benutzer anmelden.</translation>
    </message>
    <message>
        <source>This server does not offer %1.</source>
        <translation>Dieser Server bietet %1 nicht an.</translation>
    </message>
    <message>
        <source>It is an older version, or its provider has disabled the command.</source>
        <translation>Er ist eine ältere Version, oder sein Anbieter hat den Befehl gesperrt.</translation>
    </message>
    <message>
        <source>The key holds another type by now.</source>
        <translation>Der Schlüssel hat inzwischen einen anderen Typ.</translation>
    </message>
    <message>
        <source>Somebody else replaced it.</source>
        <translation>Jemand anders hat ihn ersetzt.</translation>
    </message>
    <message>
        <source>Reload the key.</source>
        <translation>Den Schlüssel neu laden.</translation>
    </message>
    <message>
        <source>This server is a replica and takes no writes.</source>
        <translation>Dieser Server ist ein Replikat und nimmt keine Schreibbefehle an.</translation>
    </message>
    <message>
        <source>Connect to the primary.</source>
        <translation>Mit dem Primary verbinden.</translation>
    </message>
    <message>
        <source>The server has no memory left for this.</source>
        <translation>Der Server hat dafür keinen Speicher mehr.</translation>
    </message>
    <message>
        <source>maxmemory is reached and nothing may be evicted.</source>
        <translation>maxmemory ist erreicht, und nichts darf durch Eviction weichen.</translation>
    </message>
    <message>
        <source>Delete data, or raise maxmemory.</source>
        <translation>Daten löschen oder maxmemory erhöhen.</translation>
    </message>
    <message>
        <source>The server refuses writes because its last save failed.</source>
        <translation>Der Server lehnt Schreiben ab, weil sein letztes Sichern gescheitert ist.</translation>
    </message>
    <message>
        <source>stop-writes-on-bgsave-error is on; its disk may be full or not writable.</source>
        <translation>stop-writes-on-bgsave-error ist an; sein Datenträger ist vielleicht voll oder nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Mend the disk and save again.</source>
        <translation>Den Datenträger in Ordnung bringen und erneut sichern.</translation>
    </message>
    <message>
        <source>The server is busy with a script.</source>
        <translation>Der Server ist mit einem Skript beschäftigt.</translation>
    </message>
    <message>
        <source>Wait, or end the script with SCRIPT KILL.</source>
        <translation>Warten oder das Skript mit SCRIPT KILL beenden.</translation>
    </message>
    <message>
        <source>This key lives on another node of the cluster.</source>
        <translation>Dieser Schlüssel liegt auf einem anderen Knoten des Clusters.</translation>
    </message>
    <message>
        <source>Connect to that node.</source>
        <translation>Mit diesem Knoten verbinden.</translation>
    </message>
    <message>
        <source>The cluster is not able to answer.</source>
        <translation>Der Cluster kann nicht antworten.</translation>
    </message>
    <message>
        <source>Some of its slots have no primary.</source>
        <translation>Einige seiner Slots haben keinen Primary.</translation>
    </message>
    <message>
        <source>The server refused the command.</source>
        <translation>Der Server hat den Befehl abgelehnt.</translation>
    </message>
    <message>
        <source>The server refused %1.</source>
        <translation>Der Server hat %1 abgelehnt.</translation>
    </message>
    <message>
        <source>%1 was not sent: this connection is read-only.</source>
        <translation>Vermilion hat %1 nicht gesendet: Diese Verbindung darf nur lesen.</translation>
    </message>
    <message>
        <source>Allow writing in the connection&apos;s settings.</source>
        <translation>Schreiben in den Einstellungen der Verbindung erlauben.</translation>
    </message>
    <message>
        <source>%1 was not sent: this is a production server.</source>
        <translation>Vermilion hat %1 nicht gesendet: Dies ist ein Produktionsserver.</translation>
    </message>
    <message>
        <source>Confirm it by typing the server&apos;s name.</source>
        <translation>Durch Eingabe des Servernamens bestätigen.</translation>
    </message>
    <message>
        <source>The connection broke while the answer was on its way.</source>
        <translation>Die Verbindung brach ab, während die Antwort unterwegs war.</translation>
    </message>
    <message>
        <source>Whether the server carried it out is not known.</source>
        <translation>Ob der Server es ausgeführt hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Reload and look before you try again.</source>
        <translation>Neu laden und nachsehen, bevor es erneut versucht wird.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>It may be busy or paused, or the network is slow.</source>
        <translation>Er ist vielleicht beschäftigt oder pausiert, oder das Netzwerk ist langsam.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Erneut versuchen.</translation>
    </message>
    <message>
        <source>There is no connection to the server.</source>
        <translation>Es besteht keine Verbindung zum Server.</translation>
    </message>
    <message>
        <source>Connect again.</source>
        <translation>Erneut verbinden.</translation>
    </message>
    <message>
        <source>The key does not exist any more.</source>
        <translation>Der Schlüssel existiert nicht mehr.</translation>
    </message>
    <message>
        <source>It was deleted, or it expired.</source>
        <translation>Er wurde gelöscht oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>A key of this name exists already.</source>
        <translation>Ein Schlüssel dieses Namens existiert schon.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The value was changed by somebody else since it was read.</source>
        <translation>Der Wert wurde seit dem Lesen von jemand anders geändert.</translation>
    </message>
    <message>
        <source>Compare, then decide which one stays.</source>
        <translation>Vergleichen, dann entscheiden, welcher bleibt.</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>Das ist zu groß.</translation>
    </message>
    <message>
        <source>This is not valid.</source>
        <translation>Das ist ungültig.</translation>
    </message>
    <message>
        <source>%1 is not valid.</source>
        <translation>%1 ist ungültig.</translation>
    </message>
    <message>
        <source>This is not possible with this server.</source>
        <translation>Das ist mit diesem Server nicht möglich.</translation>
    </message>
    <message>
        <source>The file %1 could not be used.</source>
        <translation>Die Datei %1 war nicht verwendbar.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>Etwas Unerwartetes ist geschehen.</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 G</source>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 keys, total not known</source>
        <translation>%1 Schlüssel, Gesamtzahl unbekannt</translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation>%1 von etwa %2</translation>
    </message>
    <message>
        <source>%1 % seen</source>
        <translation>%1 % gesehen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Reading keys…</source>
        <translation>Schlüssel werden gelesen…</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Pausiert: %1</translation>
    </message>
    <message>
        <source>Waiting for the server: %1</source>
        <translation>Warten auf den Server: %1</translation>
    </message>
    <message>
        <source>%1 names read, removing doubles…</source>
        <translation>%1 Namen gelesen, Doppelte werden entfernt…</translation>
    </message>
    <message>
        <source>%1 keys, perhaps not all: the server restarted</source>
        <translation>%1 Schlüssel, vielleicht nicht alle: Der Server startete neu</translation>
    </message>
    <message>
        <source>1 key ✓</source>
        <translation>1 Schlüssel ✓</translation>
    </message>
    <message>
        <source>%1 keys ✓</source>
        <translation>%1 Schlüssel ✓</translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Ended early: %1</source>
        <translation>Vorzeitig beendet: %1</translation>
    </message>
    <message>
        <source>%1 keys a second</source>
        <translation>%1 Schlüssel pro Sekunde</translation>
    </message>
    <message>
        <source>Polite: takes %1 % of the server&apos;s time</source>
        <translation>Schonend: nimmt %1 % der Zeit des Servers</translation>
    </message>
    <message>
        <source>Slowest answer: %1</source>
        <translation>Langsamste Antwort: %1</translation>
    </message>
    <message>
        <source>The total is not known: %1</source>
        <translation>Die Gesamtzahl ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>The server was restarted during the scan. What it had not shown before may be missing: read again.</source>
        <translation>Der Server wurde während des Scans neu gestartet. Was er vorher nicht gezeigt hat, fehlt vielleicht: neu lesen.</translation>
    </message>
    <message>
        <source>Keys could not be read</source>
        <translation>Schlüssel konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>vermilion::AboutDialog</name>
    <message>
        <source>RESP2 and RESP3</source>
        <translation>RESP2 und RESP3</translation>
    </message>
    <message>
        <source>RESP2; RESP3 needs hiredis 1.0 or later</source>
        <translation>RESP2; RESP3 braucht hiredis 1.0 oder neuer</translation>
    </message>
    <message>
        <source>Qt %1</source>
        <translation>Qt %1</translation>
    </message>
    <message>
        <source>no TLS library found</source>
        <translation>keine TLS-Bibliothek gefunden</translation>
    </message>
    <message>
        <source>About Vermilion</source>
        <translation>Über Vermilion</translation>
    </message>
    <message>
        <source>A desktop console for Redis and Valkey.</source>
        <translation>Eine Desktop-Konsole für Redis und Valkey.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer (GPL-3.0-or-later). Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>vermilion::BrowserPresenter</name>
    <message>
        <source>db %1</source>
        <translation>db %1</translation>
    </message>
    <message>
        <source>db %1 %2</source>
        <translation>db %1 %2</translation>
    </message>
    <message>
        <source>Refreshing %1: %2 keys</source>
        <translation>%1 wird aktualisiert: %2 Schlüssel</translation>
    </message>
    <message>
        <source>%1 found in %2</source>
        <translation>%1 gefunden (%2)</translation>
    </message>
    <message>
        <source>Searching the server: %1 found</source>
        <translation>Suche auf dem Server: %1 gefunden</translation>
    </message>
    <message>
        <source>%1 found on the server ✓</source>
        <translation>%1 auf dem Server gefunden ✓</translation>
    </message>
    <message>
        <source>%1 found, search not complete</source>
        <translation>%1 gefunden, Suche unvollständig</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message>
        <source>No key matches.</source>
        <translation>Kein Schlüssel passt.</translation>
    </message>
    <message>
        <source>All keys were looked through.</source>
        <translation>Alle Schlüssel wurden durchsucht.</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Alle Schlüssel zeigen</translation>
    </message>
    <message>
        <source>No loaded key matches.</source>
        <translation>Kein geladener Schlüssel passt.</translation>
    </message>
    <message>
        <source>Not all keys are loaded. The server can look through the rest.</source>
        <translation>Nicht alle Schlüssel sind geladen. Der Server kann die übrigen durchsuchen.</translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation>Auf dem Server suchen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>The server has no such key.</source>
        <translation>Der Server hat keinen solchen Schlüssel.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>Keys appear here when a program – or you – writes some.</source>
        <translation>Schlüssel erscheinen hier, sobald ein Programm oder jemand von Hand welche schreibt.</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Noch wurde nichts gelesen.</translation>
    </message>
    <message>
        <source>The scan was stopped before the first key.</source>
        <translation>Der Scan wurde vor dem ersten Schlüssel angehalten.</translation>
    </message>
    <message>
        <source>Read keys</source>
        <translation>Schlüssel lesen</translation>
    </message>
    <message>
        <source>No key that is known fits this filter.</source>
        <translation>Kein bekannter Schlüssel passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Reading keys…</source>
        <translation>Schlüssel werden gelesen…</translation>
    </message>
    <message>
        <source>Some changes were missed while the link was down. Refresh to see everything.</source>
        <translation>Während die Verbindung weg war, wurden Änderungen verpasst. Aktualisieren zeigt alles.</translation>
    </message>
    <message>
        <source>Among the keys whose type, TTL and size are known: those that were on screen.</source>
        <translation>Unter den Schlüsseln, deren Typ, TTL und Größe bekannt sind: denen, die zu sehen waren.</translation>
    </message>
    <message>
        <source>%1 keys of type %2 on the server</source>
        <translation>%1 Schlüssel vom Typ %2 auf dem Server</translation>
    </message>
    <message>
        <source>%1 keys on the server match %2</source>
        <translation>%1 Schlüssel auf dem Server passen zu %2</translation>
    </message>
    <message>
        <source>%1: %2 new, %3 gone</source>
        <translation>%1: %2 neu, %3 weg</translation>
    </message>
    <message>
        <source>Looked up %1 of %2: %3 fit</source>
        <translation>%1 von %2 nachgeschlagen: %3 passen</translation>
    </message>
    <message>
        <source>Looking up…</source>
        <translation>Wird nachgeschlagen…</translation>
    </message>
    <message>
        <source>Looking up keys…</source>
        <translation>Schlüssel werden nachgeschlagen…</translation>
    </message>
    <message>
        <source>No key fits this filter.</source>
        <translation>Kein Schlüssel passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>%1 of %2 keys fit that were looked up.</source>
        <translation>%1 von %2 nachgeschlagenen Schlüsseln passen.</translation>
    </message>
    <message>
        <source>%1 are loaded.</source>
        <translation>%1 sind geladen.</translation>
    </message>
    <message>
        <source>%1 could not be looked up.</source>
        <translation>%1 waren nicht nachzuschlagen.</translation>
    </message>
    <message>
        <source>Keys that fit: %1</source>
        <translation>Passende Schlüssel: %1</translation>
    </message>
    <message>
        <source>Known keys that fit: %1</source>
        <translation>Bekannte passende Schlüssel: %1</translation>
    </message>
    <message>
        <source>The server can tell of the others.</source>
        <translation>Über die anderen kann der Server Auskunft geben.</translation>
    </message>
    <message>
        <source>Look up all %1</source>
        <translation>Alle %1 nachschlagen</translation>
    </message>
</context>
<context>
    <name>vermilion::BulkActions</name>
    <message>
        <source>Another bulk action is still running.</source>
        <translation>Eine andere Sammelaktion läuft noch.</translation>
    </message>
    <message>
        <source>A TTL must be longer than nothing: zero would delete the keys.</source>
        <translation>Eine TTL muss länger als null sein: Null würde die Schlüssel löschen.</translation>
    </message>
    <message>
        <source>Delete 1 key?</source>
        <translation>1 Schlüssel löschen?</translation>
    </message>
    <message>
        <source>Delete %1 keys?</source>
        <translation>%1 Schlüssel löschen?</translation>
    </message>
    <message>
        <source>Let %1 keys expire in %2?</source>
        <translation>%1 Schlüssel in %2 ablaufen lassen?</translation>
    </message>
    <message>
        <source>Let %1 keys expire at %2?</source>
        <translation>%1 Schlüssel ablaufen lassen am %2?</translation>
    </message>
    <message>
        <source>Remove the expiry of %1 keys?</source>
        <translation>Ablauf von %1 Schlüsseln entfernen?</translation>
    </message>
    <message>
        <source>On %1, %2.</source>
        <translation>Auf %1, %2.</translation>
    </message>
    <message>
        <source>The keys and their values are removed for good.</source>
        <translation>Die Schlüssel und ihre Werte werden endgültig entfernt.</translation>
    </message>
    <message>
        <source>The keys then stay until someone deletes them.</source>
        <translation>Die Schlüssel bleiben dann, bis jemand sie löscht.</translation>
    </message>
    <message>
        <source>The server deletes the keys by itself when the time is over. An expiry that they have now is replaced.</source>
        <translation>Der Server löscht die Schlüssel von selbst, wenn die Zeit um ist. Ein bestehender Ablauf wird ersetzt.</translation>
    </message>
    <message>
        <source>The scan has not seen the whole database: keys that are not loaded stay as they are.</source>
        <translation>Der Scan hat nicht die ganze Datenbank gesehen: Nicht geladene Schlüssel bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation>(leerer Name)</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… und %1 weitere</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Remove expiry</source>
        <translation>Ablauf entfernen</translation>
    </message>
    <message>
        <source>Set expiry</source>
        <translation>Ablauf setzen</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Removing expiry</source>
        <translation>Ablauf entfernen</translation>
    </message>
    <message>
        <source>Setting expiry</source>
        <translation>Ablauf setzen</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation>%1 gelöscht.</translation>
    </message>
    <message>
        <source>%1 were gone already.</source>
        <translation>%1 waren schon weg.</translation>
    </message>
    <message>
        <source>Expiry removed from %1.</source>
        <translation>Ablauf von %1 entfernt.</translation>
    </message>
    <message>
        <source>%1 had none or were gone.</source>
        <translation>%1 hatten keinen oder waren weg.</translation>
    </message>
    <message>
        <source>Expiry set on %1.</source>
        <translation>Ablauf für %1 gesetzt.</translation>
    </message>
    <message>
        <source>%1 were gone.</source>
        <translation>%1 waren weg.</translation>
    </message>
    <message>
        <source>%1 refused: %2</source>
        <translation>%1 abgelehnt: %2</translation>
    </message>
    <message>
        <source>%1 unknown, as the connection broke before the answer.</source>
        <translation>%1 ungewiss, da die Verbindung vor der Antwort abbrach.</translation>
    </message>
    <message>
        <source>%1 not touched.</source>
        <translation>%1 nicht angerührt.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
</context>
<context>
    <name>vermilion::BulkTtlDialog</name>
    <message>
        <source>Expire &amp;in</source>
        <translation>Ablauf &amp;in</translation>
    </message>
    <message>
        <source>Expire &amp;at</source>
        <translation>Ablauf &amp;am</translation>
    </message>
    <message>
        <source>&amp;Never expire</source>
        <translation>&amp;Kein Ablauf</translation>
    </message>
    <message>
        <source>Expiry of %1</source>
        <translation>Ablauf für %1</translation>
    </message>
    <message>
        <source>Time until the keys expire</source>
        <translation>Zeit, bis die Schlüssel ablaufen</translation>
    </message>
    <message>
        <source>Moment at which the keys expire</source>
        <translation>Zeitpunkt, zu dem die Schlüssel ablaufen</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>Weiter…</translation>
    </message>
    <message>
        <source>The moment must be in the future.</source>
        <translation>Der Zeitpunkt muss in der Zukunft liegen.</translation>
    </message>
    <message>
        <source>Write a time such as 90 (seconds), 15m, 7d or 1h30m.</source>
        <translation>Eine Zeit wie 90 (Sekunden), 15m, 7d oder 1h30m eingeben.</translation>
    </message>
    <message>
        <source>The keys are deleted by the server in %1.</source>
        <translation>Der Server löscht die Schlüssel in %1.</translation>
    </message>
    <message>
        <source>The keys are deleted by the server at %1.</source>
        <translation>Der Server löscht die Schlüssel am %1.</translation>
    </message>
    <message>
        <source>The keys stay until someone deletes them.</source>
        <translation>Die Schlüssel bleiben, bis jemand sie löscht.</translation>
    </message>
</context>
<context>
    <name>vermilion::Codec</name>
    <message>
        <source>These bytes are not one whole gzip or zlib stream.</source>
        <translation>Diese Bytes sind kein vollständiger gzip- oder zlib-Strom.</translation>
    </message>
    <message>
        <source>Not valid JSON at byte %1: %2</source>
        <translation>Ungültiges JSON bei Byte %1: %2</translation>
    </message>
    <message>
        <source>These bytes are not one MessagePack value.</source>
        <translation>Diese Bytes sind nicht genau ein MessagePack-Wert.</translation>
    </message>
</context>
<context>
    <name>vermilion::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Search commands, databases and loaded keys</source>
        <translation>Befehle, Datenbanken und geladene Schlüssel suchen</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>vermilion::Composition</name>
    <message>
        <source>Filling a private server with sample data…</source>
        <translation>Ein privater Server wird mit Beispieldaten gefüllt…</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>Demo</translation>
    </message>
</context>
<context>
    <name>vermilion::ConflictDialog</name>
    <message>
        <source>The value was changed by someone else</source>
        <translation>Der Wert wurde von jemand anders geändert</translation>
    </message>
    <message>
        <source>The value is gone</source>
        <translation>Der Wert ist weg</translation>
    </message>
    <message>
        <source>It is not the one that you started from. Nothing has been written yet.</source>
        <translation>Er ist nicht mehr der, von dem die Bearbeitung ausging. Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>It expired or was deleted since it was read. Nothing has been written yet. Written again, it has no TTL.</source>
        <translation>Er ist seit dem Lesen abgelaufen oder gelöscht worden. Noch wurde nichts geschrieben. Neu geschrieben hat er keine TTL.</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigener</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremder</translation>
    </message>
    <message>
        <source>&amp;Overwrite with mine</source>
        <translation>Mit eigenem &amp;überschreiben</translation>
    </message>
    <message>
        <source>&amp;Take theirs</source>
        <translation>&amp;Fremden übernehmen</translation>
    </message>
    <message>
        <source>&amp;Drop mine</source>
        <translation>Eigenen &amp;verwerfen</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Weiter bearbeiten</translation>
    </message>
    <message>
        <source>No such key, field or element.</source>
        <translation>Kein solcher Schlüssel, kein solches Feld oder Element.</translation>
    </message>
    <message>
        <source>%1: the first %2 of %3</source>
        <translation>%1: die ersten %2 von %3</translation>
    </message>
</context>
<context>
    <name>vermilion::ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Address as a URL</source>
        <translation>Adresse als URL</translation>
    </message>
    <message>
        <source>Paste a URL: redis://user:password@host:6379/0</source>
        <translation>URL einfügen: redis://user:password@host:6379/0</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>Erreichbar über</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix-Socket</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation>Socket-Pfad</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>default</source>
        <translation>default</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>none; asked for when the server wants one</source>
        <translation>keines; wird erfragt, wenn der Server eines verlangt</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Encrypt with TLS; chain and host name are always verified</source>
        <translation>TLS; Kette und Hostname werden immer geprüft</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>Choose the CA file</source>
        <translation>CA-Datei wählen</translation>
    </message>
    <message>
        <source>the system&apos;s certificates</source>
        <translation>die Zertifikate des Systems</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Choose the client certificate</source>
        <translation>Client-Zertifikat wählen</translation>
    </message>
    <message>
        <source>only where the server asks for one</source>
        <translation>nur, wo der Server eines verlangt</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Choose the key of the client certificate</source>
        <translation>Schlüssel des Client-Zertifikats wählen</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>Servername</translation>
    </message>
    <message>
        <source>as the host</source>
        <translation>wie der Host</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>as the address</source>
        <translation>wie die Adresse</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>In production, dangerous commands ask for the name to be typed.</source>
        <translation>In Produktion verlangen gefährliche Befehle die Eingabe des Namens.</translation>
    </message>
    <message>
        <source>Read-only: nothing that writes leaves this window</source>
        <translation>Nur lesen: Nichts Schreibendes verlässt dieses Fenster</translation>
    </message>
    <message>
        <source>The password was moved into its field.</source>
        <translation>Das Passwort wurde in sein Feld übernommen.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Es funktioniert.</translation>
    </message>
    <message>
        <source>It works: %1 %2.</source>
        <translation>Es funktioniert: %1 %2.</translation>
    </message>
    <message>
        <source>This URL cannot be read: %1.</source>
        <translation>Diese URL ist nicht lesbar: %1.</translation>
    </message>
</context>
<context>
    <name>vermilion::DatabaseBox</name>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Database. F2 gives it a name.</source>
        <translation>Datenbank. F2 gibt ihr einen Namen.</translation>
    </message>
    <message>
        <source>%1 – %2 keys</source>
        <translation>%1 – %2 Schlüssel</translation>
    </message>
    <message>
        <source>Name for db %1</source>
        <translation>Name für db %1</translation>
    </message>
    <message>
        <source>Name of this database</source>
        <translation>Name dieser Datenbank</translation>
    </message>
    <message>
        <source>&amp;Name this database…</source>
        <translation>Datenbank be&amp;nennen…</translation>
    </message>
    <message>
        <source>&amp;Count keys again</source>
        <translation>Schlüssel neu &amp;zählen</translation>
    </message>
    <message>
        <source>%1. F2 gives it a name.</source>
        <translation>%1. F2 gibt ihr einen Namen.</translation>
    </message>
</context>
<context>
    <name>vermilion::Demo</name>
    <message>
        <source>Multimodal worker</source>
        <translation>Multimodaler Worker</translation>
    </message>
    <message>
        <source>Retrieval proxy</source>
        <translation>Retrieval-Proxy</translation>
    </message>
    <message>
        <source>AI agents</source>
        <translation>KI-Agenten</translation>
    </message>
</context>
<context>
    <name>vermilion::ElementDialog</name>
    <message>
        <source>Add an element</source>
        <translation>Element hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation>&amp;Feld:</translation>
    </message>
    <message>
        <source>&amp;Member:</source>
        <translation>&amp;Mitglied:</translation>
    </message>
    <message>
        <source>&amp;Score:</source>
        <translation>S&amp;core:</translation>
    </message>
    <message>
        <source>&amp;Value:</source>
        <translation>&amp;Wert:</translation>
    </message>
    <message>
        <source>At the end (RPUSH)</source>
        <translation>Am Ende (RPUSH)</translation>
    </message>
    <message>
        <source>At the start (LPUSH)</source>
        <translation>Am Anfang (LPUSH)</translation>
    </message>
    <message>
        <source>Before the selected element</source>
        <translation>Vor dem gewählten Element</translation>
    </message>
    <message>
        <source>&amp;Place:</source>
        <translation>&amp;Stelle:</translation>
    </message>
    <message>
        <source>\n, \t and \xHH stand for bytes; \\ is one backslash.</source>
        <translation>\n, \t und \xHH stehen für Bytes; \\ ist ein Backslash.</translation>
    </message>
</context>
<context>
    <name>vermilion::EscapedCodec</name>
    <message>
        <source>Escaped</source>
        <translation>Maskiert</translation>
    </message>
    <message>
        <source>An escape is not complete. Write \\ for a backslash, \n, \t or \xHH.</source>
        <translation>Eine Escape-Folge ist unvollständig. \\ steht für einen Backslash; möglich sind \n, \t oder \xHH.</translation>
    </message>
</context>
<context>
    <name>vermilion::Form</name>
    <message>
        <source>A backslash starts an escape: write \\ for a backslash, \n, \t or \xHH.</source>
        <translation>Ein Backslash beginnt eine Escape-Folge: \\ für einen Backslash, sonst \n, \t oder \xHH schreiben.</translation>
    </message>
</context>
<context>
    <name>vermilion::HexCodec</name>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Hex is written in pairs of 0–9 and a–f.</source>
        <translation>Hex besteht aus Paaren von 0–9 und a–f.</translation>
    </message>
</context>
<context>
    <name>vermilion::Inspector</name>
    <message>
        <source>No key is open.</source>
        <translation>Kein Schlüssel ist geöffnet.</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Last use</source>
        <translation>Letzter Zugriff</translation>
    </message>
    <message>
        <source>Edit &amp;TTL…</source>
        <translation>&amp;TTL ändern…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>&amp;Copy command</source>
        <translation>Befehl &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the redis-cli command that shows this key</source>
        <translation>Den redis-cli-Befehl kopieren, der diesen Schlüssel zeigt</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Frequency %1 of 255</source>
        <translation>Häufigkeit %1 von 255</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>Gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>Vor %1</translation>
    </message>
    <message>
        <source>This connection is read-only.</source>
        <translation>Diese Verbindung darf nur lesen.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>No expiry</source>
        <translation>Kein Ablauf</translation>
    </message>
</context>
<context>
    <name>vermilion::JsonCodec</name>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyActions</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Search keys</source>
        <translation>Schlüssel &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Set e&amp;xpiry…</source>
        <translation>&amp;Ablauf setzen…</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>Name &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy name &amp;escaped</source>
        <translation>Name &amp;maskiert kopieren</translation>
    </message>
    <message>
        <source>Copy name as &amp;bytes (hex)</source>
        <translation>Name als &amp;Bytes kopieren (hex)</translation>
    </message>
    <message>
        <source>&amp;New key…</source>
        <translation>&amp;Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>Ak&amp;tualisieren</translation>
    </message>
    <message>
        <source>Refresh &amp;all</source>
        <translation>Alles aktual&amp;isieren</translation>
    </message>
    <message>
        <source>E&amp;xpand or collapse</source>
        <translation>Auf- oder &amp;zuklappen</translation>
    </message>
    <message>
        <source>Delete a&amp;ll shown keys…</source>
        <translation>Alle angezei&amp;gten Schlüssel löschen…</translation>
    </message>
    <message>
        <source>Set expiry of all shown keys…</source>
        <translation>Ablauf aller angezeigten Schlüssel setzen…</translation>
    </message>
    <message>
        <source>One flat &amp;list</source>
        <translation>Eine &amp;flache Liste</translation>
    </message>
    <message>
        <source>Follow &amp;changes</source>
        <translation>Änderungen &amp;verfolgen</translation>
    </message>
    <message>
        <source>Follow changes: keys appear and go as the server tells of them</source>
        <translation>Änderungen verfolgen: Schlüssel erscheinen und verschwinden, wie der Server es meldet</translation>
    </message>
    <message>
        <source>all shown keys</source>
        <translation>alle angezeigten Schlüssel</translation>
    </message>
    <message>
        <source>everything in %1</source>
        <translation>alles in %1</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 Schlüssel</translation>
    </message>
    <message>
        <source>what is selected</source>
        <translation>die Auswahl</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyCommands</name>
    <message>
        <source>On %1, database %2.</source>
        <translation>Auf %1, Datenbank %2.</translation>
    </message>
    <message>
        <source>Replace the key that has this name?</source>
        <translation>Den Schlüssel mit diesem Namen ersetzen?</translation>
    </message>
    <message>
        <source>A key with the new name exists. Its value and TTL are lost when it is replaced.</source>
        <translation>Ein Schlüssel mit dem neuen Namen existiert. Beim Ersetzen gehen sein Wert und seine TTL verloren.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Delete this key?</source>
        <translation>Diesen Schlüssel löschen?</translation>
    </message>
    <message>
        <source>The key and its value are removed for good.</source>
        <translation>Der Schlüssel und sein Wert werden endgültig entfernt.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete this key now?</source>
        <translation>Diesen Schlüssel jetzt löschen?</translation>
    </message>
    <message>
        <source>A TTL of zero or in the past deletes the key at once.</source>
        <translation>Eine TTL von null oder in der Vergangenheit löscht den Schlüssel sofort.</translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation>(leerer Name)</translation>
    </message>
    <message>
        <source>Another database was opened in between.</source>
        <translation>Inzwischen wurde eine andere Datenbank geöffnet.</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyListModel</name>
    <message>
        <source>Sorted by “%1” over the %2 keys read so far; the others follow by name.</source>
        <translation>Nach „%1“ sortiert über die %2 bisher gelesenen Schlüssel; die anderen folgen nach Namen.</translation>
    </message>
    <message>
        <source>In order once the scan is over.</source>
        <translation>Sortiert, sobald der Scan fertig ist.</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyListView</name>
    <message>
        <source>All keys in one list</source>
        <translation>Alle Schlüssel in einer Liste</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>no expiry</source>
        <translation>kein Ablauf</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>key with an empty name</source>
        <translation>Schlüssel mit leerem Namen</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>%1, gone</source>
        <translation>%1, weg</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, no expiry</source>
        <translation>%1, kein Ablauf</translation>
    </message>
    <message>
        <source>%1, expires in %2</source>
        <translation>%1, läuft ab in %2</translation>
    </message>
    <message>
        <source>A key whose name is empty</source>
        <translation>Ein Schlüssel, dessen Name leer ist</translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation>Name von %1</translation>
    </message>
    <message>
        <source>Expires %1</source>
        <translation>Ablauf: %1</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyTreeModel</name>
    <message>
        <source>namespace %1, %2 keys</source>
        <translation>Namensraum %1, %2 Schlüssel</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 Schlüssel</translation>
    </message>
    <message>
        <source>%1 – %2 keys</source>
        <translation>%1 – %2 Schlüssel</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr…</translation>
    </message>
    <message>
        <source>%1 more…</source>
        <translation>%1 weitere…</translation>
    </message>
    <message>
        <source>Shows the next %1 keys</source>
        <translation>Zeigt die nächsten %1 Schlüssel</translation>
    </message>
    <message>
        <source>%1 more, some of them in between…</source>
        <translation>%1 weitere, einige davon dazwischen…</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyTreeView</name>
    <message>
        <source>Keys by namespace</source>
        <translation>Schlüssel nach Namensraum</translation>
    </message>
</context>
<context>
    <name>vermilion::KeysPanel</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key %1 exists (%2).</source>
        <translation>Schlüssel %1 existiert (%2).</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Path: %1</source>
        <translation>Pfad: %1</translation>
    </message>
</context>
<context>
    <name>vermilion::KeyspaceEvents</name>
    <message>
        <source>Not known yet whether the server tells of changes.</source>
        <translation>Noch ist nicht bekannt, ob der Server Änderungen meldet.</translation>
    </message>
    <message>
        <source>The server tells only of some changes (notify-keyspace-events is “%1”): others appear at the next refresh.</source>
        <translation>Der Server meldet nur manche Änderungen (notify-keyspace-events ist „%1“): Andere erscheinen beim nächsten Aktualisieren.</translation>
    </message>
    <message>
        <source>The server tells nothing of changes: notify-keyspace-events is off. An administrator can set it to “KEA”, which costs the server a little for every write.</source>
        <translation>Der Server meldet keine Änderungen: notify-keyspace-events ist aus. Ein Administrator kann es auf „KEA“ setzen, was den Server bei jedem Schreiben ein wenig kostet.</translation>
    </message>
    <message>
        <source>This user may not ask the server whether it tells of changes (CONFIG GET). %1</source>
        <translation>Dieser Benutzer darf nicht abfragen, ob der Server Änderungen meldet (CONFIG GET). %1</translation>
    </message>
</context>
<context>
    <name>vermilion::MainWindow</name>
    <message>
        <source>%1 – Vermilion</source>
        <translation>%1 – Vermilion</translation>
    </message>
    <message>
        <source>Discard unsaved edits?</source>
        <translation>Ungespeicherte Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>%1 has edits that are not saved on the server. They are lost when it is closed.</source>
        <translation>%1 hat Änderungen, die nicht auf dem Server gespeichert sind. Beim Schließen gehen sie verloren.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Open connection</source>
        <translation>Offene Verbindung</translation>
    </message>
    <message>
        <source>Recent server</source>
        <translation>Zuletzt verwendeter Server</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation>&amp;Mit einem Server verbinden…</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>Close &amp;tab</source>
        <translation>&amp;Tab schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Command &amp;palette</source>
        <translation>Befehls&amp;palette</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>&amp;Nächster Tab</translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation>&amp;Voriger Tab</translation>
    </message>
    <message>
        <source>Theme as the s&amp;ystem</source>
        <translation>Farben wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation>&amp;Kompakte Zeilen</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Vermilion</source>
        <translation>&amp;Über Vermilion</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Connect to a server first</source>
        <translation>Erst mit einem Server verbinden</translation>
    </message>
</context>
<context>
    <name>vermilion::NewKeyDialog</name>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>&amp;Schlüssel:</translation>
    </message>
    <message>
        <source>String</source>
        <translation>String</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Sorted set</source>
        <translation>Sorted Set</translation>
    </message>
    <message>
        <source>&amp;Type:</source>
        <translation>&amp;Typ:</translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation>&amp;Feld:</translation>
    </message>
    <message>
        <source>&amp;Value:</source>
        <translation>&amp;Wert:</translation>
    </message>
    <message>
        <source>Expires &amp;in:</source>
        <translation>Ablauf &amp;in:</translation>
    </message>
    <message>
        <source>Never, or 90, 15m, 7d</source>
        <translation>Nie, oder 90, 15m, 7d</translation>
    </message>
    <message>
        <source>\n, \t and \xHH stand for bytes; \\ is one backslash. A key that exists is never replaced.</source>
        <translation>\n, \t und \xHH stehen für Bytes; \\ ist ein Backslash. Ein bestehender Schlüssel wird nie ersetzt.</translation>
    </message>
    <message>
        <source>&amp;Member:</source>
        <translation>&amp;Mitglied:</translation>
    </message>
    <message>
        <source>&amp;Score:</source>
        <translation>S&amp;core:</translation>
    </message>
    <message>
        <source>The key would be gone at once.</source>
        <translation>Der Schlüssel wäre sofort wieder weg.</translation>
    </message>
</context>
<context>
    <name>vermilion::NoticeBar</name>
    <message>
        <source>Hide this notice</source>
        <translation>Diesen Hinweis ausblenden</translation>
    </message>
</context>
<context>
    <name>vermilion::PasswordPage</name>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>It is kept in memory until the window closes, never on disk.</source>
        <translation>Es bleibt im Speicher, bis das Fenster schließt, nie auf dem Datenträger.</translation>
    </message>
    <message>
        <source>%1 asks for a password</source>
        <translation>%1 verlangt ein Passwort</translation>
    </message>
    <message>
        <source>%1 asks for the password of %2</source>
        <translation>%1 verlangt das Passwort von %2</translation>
    </message>
</context>
<context>
    <name>vermilion::RenameDialog</name>
    <message>
        <source>Rename the key</source>
        <translation>Schlüssel umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>The TTL stays. You are asked before a key that has this name is replaced.</source>
        <translation>Die TTL bleibt. Vor dem Ersetzen eines Schlüssels mit diesem Namen wird gefragt.</translation>
    </message>
</context>
<context>
    <name>vermilion::ScanBar</name>
    <message>
        <source>Keys read</source>
        <translation>Gelesene Schlüssel</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>As fast as the server goes</source>
        <translation>So schnell der Server kann</translation>
    </message>
    <message>
        <source>Polite: half of the server&apos;s time</source>
        <translation>Schonend: die Hälfte der Zeit des Servers</translation>
    </message>
    <message>
        <source>Polite: a quarter of it</source>
        <translation>Schonend: ein Viertel davon</translation>
    </message>
    <message>
        <source>Polite: a tenth of it</source>
        <translation>Schonend: ein Zehntel davon</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Pause reading</source>
        <translation>Lesen pausieren</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Read again: the server was restarted, so keys may be missing</source>
        <translation>Neu lesen: Der Server startete neu, es fehlen vielleicht Schlüssel</translation>
    </message>
    <message>
        <source>How much of the server&apos;s time scans and bulk work take</source>
        <translation>Wie viel von der Zeit des Servers Scans und Sammelaktionen nehmen</translation>
    </message>
    <message>
        <source>Look up all %1</source>
        <translation>Alle %1 nachschlagen</translation>
    </message>
    <message>
        <source>Look up all %1: asks the server about every loaded key, so that the filter covers them</source>
        <translation>Alle %1 nachschlagen: fragt den Server nach jedem geladenen Schlüssel, damit der Filter sie erfasst</translation>
    </message>
</context>
<context>
    <name>vermilion::SearchBar</name>
    <message>
        <source>Search keys</source>
        <translation>Schlüssel suchen</translation>
    </message>
    <message>
        <source>&amp;Part of the name</source>
        <translation>&amp;Teil des Namens</translation>
    </message>
    <message>
        <source>Finds the text anywhere in a name</source>
        <translation>Findet den Text überall in einem Namen</translation>
    </message>
    <message>
        <source>P&amp;attern (* ? [a-z])</source>
        <translation>&amp;Muster (* ? [a-z])</translation>
    </message>
    <message>
        <source>As the server&apos;s MATCH</source>
        <translation>Wie MATCH des Servers</translation>
    </message>
    <message>
        <source>&amp;Exact name</source>
        <translation>&amp;Genauer Name</translation>
    </message>
    <message>
        <source>Only the very name</source>
        <translation>Nur genau dieser Name</translation>
    </message>
    <message>
        <source>&amp;Ignore case</source>
        <translation>Groß/&amp;klein ignorieren</translation>
    </message>
    <message>
        <source>&amp;Search on the server</source>
        <translation>Auf dem &amp;Server suchen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Every type</source>
        <translation>Jeder Typ</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Expiry (where known)</source>
        <translation>Ablauf (wo bekannt)</translation>
    </message>
    <message>
        <source>Any expiry</source>
        <translation>Jeder Ablauf</translation>
    </message>
    <message>
        <source>No expiry</source>
        <translation>Kein Ablauf</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Within two minutes</source>
        <translation>Binnen zwei Minuten</translation>
    </message>
    <message>
        <source>Within a day</source>
        <translation>Binnen eines Tages</translation>
    </message>
    <message>
        <source>Later than in a day</source>
        <translation>Später als in einem Tag</translation>
    </message>
    <message>
        <source>Size (where known)</source>
        <translation>Größe (wo bekannt)</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Jede Größe</translation>
    </message>
    <message>
        <source>1 KiB and more</source>
        <translation>Ab 1 KiB</translation>
    </message>
    <message>
        <source>100 KiB and more</source>
        <translation>Ab 100 KiB</translation>
    </message>
    <message>
        <source>1 MiB and more</source>
        <translation>Ab 1 MiB</translation>
    </message>
    <message>
        <source>Search by pattern</source>
        <translation>Suche nach Muster</translation>
    </message>
    <message>
        <source>Search by exact name</source>
        <translation>Suche nach genauem Namen</translation>
    </message>
    <message>
        <source>Search by part of the name</source>
        <translation>Suche nach Teil des Namens</translation>
    </message>
    <message>
        <source>Filter by type, expiry and size: on</source>
        <translation>Filter nach Typ, Ablauf und Größe: an</translation>
    </message>
    <message>
        <source>Filter by type, expiry and size</source>
        <translation>Filter nach Typ, Ablauf und Größe</translation>
    </message>
</context>
<context>
    <name>vermilion::SettingsDialog</name>
    <message>
        <source>The system&apos;s</source>
        <translation>Vom System</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Browsing</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Developer</source>
        <translation>Entwickler</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Data font</source>
        <translation>Schrift der Daten</translation>
    </message>
    <message>
        <source>Data font size</source>
        <translation>Schriftgröße der Daten</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>As the rest</source>
        <translation>Wie der Rest</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Kompakte Zeilen</translation>
    </message>
    <message>
        <source>Separators</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Each of these characters splits names into namespaces. Inside a {hash tag} nothing is split. Empty: one flat list.</source>
        <translation>Jedes dieser Zeichen teilt Namen in Namensräume. In einem {Hash-Tag} wird nichts geteilt. Leer: eine flache Liste.</translation>
    </message>
    <message>
        <source>Scan share</source>
        <translation>Scan-Anteil</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How much of the server&apos;s time a scan may take. Less is kinder to a busy server, and slower.</source>
        <translation>Wie viel von der Zeit des Servers ein Scan nehmen darf. Weniger schont einen beschäftigten Server und ist langsamer.</translation>
    </message>
    <message>
        <source>Connect within</source>
        <translation>Verbinden binnen</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Antwort binnen</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Time-outs hold for connections that are opened from now on.</source>
        <translation>Fristen gelten für Verbindungen, die ab jetzt geöffnet werden.</translation>
    </message>
    <message>
        <source>Measure how fast the window answers</source>
        <translation>Messen, wie schnell das Fenster antwortet</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
</context>
<context>
    <name>vermilion::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter the shortcuts</source>
        <translation>Tastenkürzel filtern</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
</context>
<context>
    <name>vermilion::ShortcutsPage</name>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation>Standard verwenden</translation>
    </message>
    <message>
        <source>Actions and their shortcuts</source>
        <translation>Aktionen und ihre Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation>Neues Tastenkürzel</translation>
    </message>
    <message>
        <source>“%1” has this shortcut. Assigning it here takes it away there.</source>
        <translation>„%1“ hat dieses Tastenkürzel. Wird es hier zugewiesen, entfällt es dort.</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>vermilion::StallPage</name>
    <message>
        <source>How late the window answered</source>
        <translation>Wie spät das Fenster antwortete</translation>
    </message>
    <message>
        <source>%1 samples, %2 over 16 ms, longest %3 ms</source>
        <translation>%1 Messungen, %2 über 16 ms, längste %3 ms</translation>
    </message>
    <message>
        <source>Not running. Switch it on to measure.</source>
        <translation>Läuft nicht. Zum Messen einschalten.</translation>
    </message>
</context>
<context>
    <name>vermilion::StartPage</name>
    <message>
        <source>A console for Redis and Valkey that shows all of it.</source>
        <translation>Eine Konsole für Redis und Valkey, die alles davon zeigt.</translation>
    </message>
    <message>
        <source>Recent servers</source>
        <translation>Zuletzt verwendete Server</translation>
    </message>
    <message>
        <source>Connect to a server…</source>
        <translation>Mit einem Server verbinden…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>Press Ctrl+K for every command, F1 for every shortcut.</source>
        <translation>Strg+K zeigt alle Befehle, F1 alle Tastenkürzel.</translation>
    </message>
    <message>
        <source>Starts a private server filled with sample data; it is gone when the window closes.</source>
        <translation>Startet einen privaten Server mit Beispieldaten; er verschwindet, wenn das Fenster schließt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>vermilion::StatePage</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>vermilion::StatusBar</name>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>no server</source>
        <translation>kein Server</translation>
    </message>
    <message>
        <source>Time of a round trip to the server</source>
        <translation>Zeit für einen Umlauf zum Server</translation>
    </message>
    <message>
        <source>db %1</source>
        <translation>db %1</translation>
    </message>
    <message>
        <source>TLS verified</source>
        <translation>TLS geprüft</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>The server&apos;s certificate and name were verified.</source>
        <translation>Zertifikat und Name des Servers wurden geprüft.</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesen</translation>
    </message>
    <message>
        <source>RESP%1</source>
        <translation>RESP%1</translation>
    </message>
    <message>
        <source>Version of the protocol in use</source>
        <translation>Version des verwendeten Protokolls</translation>
    </message>
    <message>
        <source>scan %1/s</source>
        <translation>Scan %1/s</translation>
    </message>
    <message>
        <source>%1 % in 16 ms, longest %2 ms</source>
        <translation>%1 % in 16 ms, längste %2 ms</translation>
    </message>
    <message>
        <source>How often the window answered within a frame</source>
        <translation>Wie oft das Fenster binnen eines Bildes antwortete</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>neuer Versuch</translation>
    </message>
</context>
<context>
    <name>vermilion::TextCodec</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The text holds half a character.</source>
        <translation>Der Text enthält ein halbes Zeichen.</translation>
    </message>
    <message>
        <source>These bytes are not plain UTF-8 text. Escaped and hex show them without loss.</source>
        <translation>Diese Bytes sind kein reiner UTF-8-Text. Maskiert und Hex zeigen sie ohne Verlust.</translation>
    </message>
</context>
<context>
    <name>vermilion::TtlChange</name>
    <message>
        <source>Write a time such as 90 (seconds), 15m, 1h30m or 7d.</source>
        <translation>Eine Zeit wie 90 (Sekunden), 15m, 1h30m oder 7d eingeben.</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
</context>
<context>
    <name>vermilion::TtlDialog</name>
    <message>
        <source>Time to live</source>
        <translation>Lebensdauer (TTL)</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Expires &amp;in</source>
        <translation>Ablauf &amp;in</translation>
    </message>
    <message>
        <source>Expires &amp;at</source>
        <translation>Ablauf &amp;am</translation>
    </message>
    <message>
        <source>&amp;Never expires</source>
        <translation>&amp;Kein Ablauf</translation>
    </message>
    <message>
        <source>90, 15m, 1h30m, 7d</source>
        <translation>90, 15m, 1h30m, 7d</translation>
    </message>
    <message>
        <source>Seconds, or a time such as 15m, 1h30m or 7d</source>
        <translation>Sekunden oder eine Zeit wie 15m, 1h30m oder 7d</translation>
    </message>
    <message>
        <source>Moment, local time</source>
        <translation>Zeitpunkt, Ortszeit</translation>
    </message>
    <message>
        <source>This deletes at once. You are asked before.</source>
        <translation>Das löscht sofort. Vorher wird gefragt.</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation>%1, am %2</translation>
    </message>
    <message>
        <source>In %1, %2 UTC</source>
        <translation>In %1, %2 UTC</translation>
    </message>
</context>
<context>
    <name>vermilion::TypeChip</name>
    <message>
        <source>Type: %1</source>
        <translation>Typ: %1</translation>
    </message>
</context>
<context>
    <name>vermilion::ValueEdit</name>
    <message>
        <source>A score is a number, inf or -inf.</source>
        <translation>Ein Score ist eine Zahl, inf oder -inf.</translation>
    </message>
</context>
<context>
    <name>vermilion::ValueEditor</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>Zeigen als</translation>
    </message>
    <message>
        <source>Save or revert the changes first, then choose another view.</source>
        <translation>Erst die Änderungen speichern oder zurücksetzen, dann eine andere Ansicht wählen.</translation>
    </message>
    <message>
        <source>Formatting…</source>
        <translation>Wird formatiert…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Edited, not saved</source>
        <translation>Geändert, nicht gespeichert</translation>
    </message>
    <message>
        <source>This view is read-only. Escaped and hex can be edited.</source>
        <translation>Diese Ansicht ist nur zum Lesen. Maskiert und Hex lassen sich bearbeiten.</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Very long lines are broken for reading. Escaped and hex can be edited.</source>
        <translation>Sehr lange Zeilen sind zum Lesen umbrochen. Maskiert und Hex lassen sich bearbeiten.</translation>
    </message>
</context>
<context>
    <name>vermilion::ValuePanel</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Search in this key, Enter</source>
        <translation>In diesem Schlüssel suchen, Eingabe</translation>
    </message>
    <message>
        <source>Search in this key</source>
        <translation>In diesem Schlüssel suchen</translation>
    </message>
    <message>
        <source>Add an element</source>
        <translation>Element hinzufügen</translation>
    </message>
    <message>
        <source>Delete the selected element</source>
        <translation>Gewähltes Element löschen</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>&amp;Save value</source>
        <translation>Wert s&amp;peichern</translation>
    </message>
    <message>
        <source>&amp;Revert value</source>
        <translation>We&amp;rt zurücksetzen</translation>
    </message>
    <message>
        <source>Read value &amp;again</source>
        <translation>&amp;Wert neu lesen</translation>
    </message>
    <message>
        <source>Load &amp;more of the value</source>
        <translation>Mehr v&amp;om Wert laden</translation>
    </message>
    <message>
        <source>Add &amp;element…</source>
        <translation>Element &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Delete e&amp;lement…</source>
        <translation>&amp;Element löschen…</translation>
    </message>
    <message>
        <source>Search in the &amp;key</source>
        <translation>Im S&amp;chlüssel suchen</translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation>(leerer Name)</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>Select a key to see its value.</source>
        <translation>Einen Schlüssel wählen, um seinen Wert zu sehen.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Values of type %1 cannot be shown yet.</source>
        <translation>Werte vom Typ %1 lassen sich noch nicht zeigen.</translation>
    </message>
    <message>
        <source>Its size, encoding and TTL are beside it.</source>
        <translation>Größe, Kodierung und TTL stehen daneben.</translation>
    </message>
    <message>
        <source>Consumer groups (consumers, pending): %1</source>
        <translation>Consumer-Gruppen (Consumer, offen): %1</translation>
    </message>
    <message>
        <source>%1 of this string are loaded. It can be edited when all of it is here.</source>
        <translation>%1 dieses Strings sind geladen. Bearbeiten geht, wenn alles da ist.</translation>
    </message>
    <message>
        <source>Your edit is still here.</source>
        <translation>Die Änderung ist noch hier.</translation>
    </message>
    <message>
        <source>The key is gone: it expired, or was deleted or renamed. Your edit is still here and can be written again.</source>
        <translation>Der Schlüssel ist weg: abgelaufen, gelöscht oder umbenannt. Die Änderung ist noch hier und lässt sich neu schreiben.</translation>
    </message>
    <message>
        <source>There is no key of this name.</source>
        <translation>Es gibt keinen Schlüssel dieses Namens.</translation>
    </message>
    <message>
        <source>It may have expired, or been deleted or renamed.</source>
        <translation>Er ist vielleicht abgelaufen, gelöscht oder umbenannt worden.</translation>
    </message>
</context>
<context>
    <name>vermilion::ValuePresenter</name>
    <message>
        <source>Discard the changes?</source>
        <translation>Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>The value was edited and is not saved.</source>
        <translation>Der Wert wurde geändert und ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete this element?</source>
        <translation>Dieses Element löschen?</translation>
    </message>
    <message>
        <source>It is the last one: the key goes with it.</source>
        <translation>Es ist das letzte: Der Schlüssel verschwindet mit ihm.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>1 field</source>
        <translation>1 Feld</translation>
    </message>
    <message>
        <source>%1 fields</source>
        <translation>%1 Felder</translation>
    </message>
    <message>
        <source>1 element</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>%1 elements</source>
        <translation>%1 Elemente</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 Mitglied</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>%1 Mitglieder</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>Die ersten %1 von %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, searched %2 of %3</source>
        <translation>%1, durchsucht: %2 / %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>This key was opened in database %1. Go back there to save it.</source>
        <translation>Dieser Schlüssel wurde in Datenbank %1 geöffnet. Zum Speichern dorthin zurückkehren.</translation>
    </message>
    <message>
        <source>That was the last one: the key is gone with it.</source>
        <translation>Das war das letzte: Der Schlüssel ist mit ihm verschwunden.</translation>
    </message>
</context>
<context>
    <name>vermilion::ValueTableModel</name>
    <message>
        <source>A backslash starts an escape here: write \\ for one backslash, \n, \t or \xHH.</source>
        <translation>Ein Backslash beginnt hier eine Escape-Folge: \\ für einen Backslash, sonst \n, \t oder \xHH schreiben.</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
</context>
<context>
    <name>vermilion::Workspace</name>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>Connection lost: %1</source>
        <translation>Verbindung verloren: %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Connecting again…</source>
        <translation>Wird neu verbunden…</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This connection is closed.</source>
        <translation>Diese Verbindung ist geschlossen.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Not connected to %1</source>
        <translation>Nicht mit %1 verbunden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Edit the connection…</source>
        <translation>Verbindung bearbeiten…</translation>
    </message>
    <message>
        <source>Trying again in %1 s.</source>
        <translation>Neuer Versuch in %1 s.</translation>
    </message>
    <message>
        <source>Trying again.</source>
        <translation>Neuer Versuch.</translation>
    </message>
</context>
<context>
    <name>vermilion::WorkspacePanels</name>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>vermilion::WorkspaceTabs</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Strg+K</translation>
    </message>
</context>
</TS>
