using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>Says in words what the server sends to other machines.</summary>
internal static class NetworkWords
{
    private const string Configured = "as configured";

    private static readonly string[] Never =
    [
        "Which models are used, how often and when: it stays in the database, and DELETE /api/usage erases it.",
        "Names and contents of files, but for those that somebody gives to Ollama, and for the names that your webhooks are told.",
        "What is asked of this server, but for searches at sources, downloads and what --mirror passes on; crash reports: there is no telemetry.",
    ];

    public static NetworkDocument Describe(ToolkitOptions options)
    {
        var library = options.Library;
        var (choices, usual) = (library.Network.Switch!.Choices, new NetworkChoices());
        var isFixedOffline = library.Network.IsOffline && !choices.Offline;
        string[] sources =
        [
            library.CivitaiUrl.Host,
            library.HuggingFaceUrl.Host,
            "other sources that a model came from",
        ];
        return new NetworkDocument(
            [
                new(
                    "offline",
                    library.Network.IsOffline,
                    usual.Offline,
                    isFixedOffline,
                    "Always, while it is on.",
                    "Nothing: no source and no other machine is asked, downloads fail and say so.",
                    []
                ),
                new(
                    "hash_lookup",
                    choices.HashLookup,
                    usual.HashLookup,
                    false,
                    "When somebody asks what files are; with --mirror also when a client asks for a file by a hash that is not known here.",
                    "The SHA-256 and shorter hashes of those files, and your key for Civitai if there is one.",
                    [library.CivitaiUrl.Host]
                ),
                new(
                    "update_checks",
                    choices.UpdateChecks,
                    usual.UpdateChecks,
                    false,
                    WhenAsked(choices),
                    "The ids of the models and versions, and your key for that source if there is one.",
                    sources
                ),
                new(
                    "health_probes",
                    choices.HealthProbes,
                    usual.HealthProbes,
                    false,
                    "Every 30 seconds, for providers whose address you set; those on this machine are asked in any case.",
                    "A request for the state and the list of models, and the key that you set for that provider.",
                    ["the addresses in the settings of providers"]
                ),
                new(
                    "mirror",
                    options.Mirrors,
                    false,
                    true,
                    "Only with --mirror, when a client of Civitai's API asks this server for a model, version, file, picture, creator or tag that is not here.",
                    "The numbers and names that it asked for, the hashes as well while \"hash_lookup\" is on, and your key for Civitai if there is one.",
                    options.Mirrors ? [library.CivitaiUrl.Host] : []
                ),
                new(
                    "search",
                    true,
                    true,
                    true,
                    "When somebody searches at sources (GET /api/models/search), and never by itself.",
                    "The words, type and base model that were searched for, and your key for that source if there is one.",
                    [library.CivitaiUrl.Host, library.HuggingFaceUrl.Host]
                ),
                new(
                    "downloads",
                    true,
                    true,
                    true,
                    "When somebody plans or downloads a model, or asks what a reference is.",
                    "What the reference names (ids, addresses, hashes), and your key for that source if there is one.",
                    ["the source of the reference", "the hosts that it keeps its files at"]
                ),
                new(
                    "plugin_sources",
                    options.PluginFolder is not null,
                    false,
                    true,
                    "Only with --plugins: at the start and every hour, for what the sources of plug-ins have.",
                    "Whatever the plug-in sends.",
                    options.PluginFolder is null ? [] : ["the sources of the plug-ins"]
                ),
                new(
                    "ollama_import",
                    true,
                    true,
                    true,
                    "When somebody gives a model to Ollama (POST /api/providers/ollama/import), and never by itself.",
                    "That file, with its name and all its bytes, and the key that you set for Ollama.",
                    ["the address in the settings of Ollama"]
                ),
                Export(library),
                new(
                    "webhooks",
                    true,
                    true,
                    true,
                    "When something happens of which a webhook that you made wants to be told.",
                    "What GET /api/events tells of it: downloads, jobs, notifications, with names and places of files.",
                    ["the addresses of the webhooks"]
                ),
            ],
            new NetworkSchedule(choices.UpdateCheckHours, choices.SubscriptionCheckHours),
            LimitsOf(options, choices),
            Never
        );
    }

    /// <summary>What was switched, for the record of changes.</summary>
    public static IEnumerable<string> Changes(NetworkChoices before, NetworkChoices after)
    {
        (string Name, bool Before, bool After)[] all =
        [
            ("offline", before.Offline, after.Offline),
            ("hash_lookup", before.HashLookup, after.HashLookup),
            ("update_checks", before.UpdateChecks, after.UpdateChecks),
            ("health_probes", before.HealthProbes, after.HealthProbes),
        ];
        return all.Where(one => one.Before != one.After)
            .Select(one => $"{one.Name}: {Word(one.Before)} → {Word(one.After)}")
            .Concat(Hours("update_check_hours", before.UpdateCheckHours, after.UpdateCheckHours))
            .Concat(Hours("subscription_check_hours", before.SubscriptionCheckHours, after.SubscriptionCheckHours))
            .Concat(Limit("downloads.bytes_per_second", before.DownloadBytesPerSecond, after.DownloadBytesPerSecond))
            .Concat(Limit("downloads.at_once", before.DownloadsAtOnce, after.DownloadsAtOnce));
    }

    private static string WhenAsked(NetworkChoices choices) =>
        $"When somebody refreshes metadata or looks for updates{Every("; for updates of all models also", choices.UpdateCheckHours)}{Every("; for what is followed also", choices.SubscriptionCheckHours)}.";

    private static string Every(string what, int hours) => hours == 0 ? "" : $"{what} every {hours} hours by itself";

    private static IEnumerable<string> Hours(string name, int before, int after) =>
        before == after ? [] : [$"{name}: {before} → {after}"];

    private static IEnumerable<string> Limit(string name, long? before, long? after) =>
        before == after ? [] : [$"{name}: {before?.ToString() ?? Configured} → {after?.ToString() ?? Configured}"];

    private static NetworkDownloads LimitsOf(ToolkitOptions options, NetworkChoices choices)
    {
        var configured = new DownloadLimitsInForce(options.Library.Transfers.BytesPerSecond, options.ParallelDownloads);
        var inForce = new DownloadLimitsInForce(
            choices.DownloadBytesPerSecond ?? configured.BytesPerSecond,
            options.DownloadsAtOnce
        );
        return new NetworkDownloads(choices.DownloadBytesPerSecond, choices.DownloadsAtOnce, inForce, configured);
    }

    private static string Word(bool isOn) => isOn ? "on" : "off";

    private static NetworkSetting Export(LibraryOptions library)
    {
        var endpoint = library.ReadVariable(Metrics.TelemetryServices.Endpoint);
        return new NetworkSetting(
            "otlp_export",
            !string.IsNullOrWhiteSpace(endpoint),
            false,
            true,
            $"Only with the variable {Metrics.TelemetryServices.Endpoint}.",
            "Routes, durations, statuses and counters of this server, to a collector of your own.",
            string.IsNullOrWhiteSpace(endpoint) ? [] : [endpoint]
        );
    }
}
