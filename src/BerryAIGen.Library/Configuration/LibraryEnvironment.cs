using BerryAIGen.Library.Network;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Configuration;

/// <summary>The one place that reads the environment and the configuration file.</summary>
/// <param name="read">One variable by name, null when unset.</param>
public sealed class LibraryEnvironment(Func<string, string?> read)
{
    private const string ApplicationFolder = "berryaigen";

    // In this order: ours, then the names that other tools of the field use.
    private static readonly string[] KeyNames = ["CIVITAI_API_KEY", "CIVITAI_TOKEN", "CIVITAI_API_TOKEN"];
    private static readonly string[] TokenNames = ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"];

    /// <summary>The environment of this process.</summary>
    public static LibraryEnvironment Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Where <see cref="ConfigurationFile"/> and the user's definitions are; null without XDG_CONFIG_HOME and HOME.</summary>
    public string? ConfigurationFolder => FolderFrom("XDG_CONFIG_HOME", ".config");

    public string? CacheFolder => FolderFrom("XDG_CACHE_HOME", ".cache");

    public string? DataFolder => FolderFrom("XDG_DATA_HOME", ".local/share");

    /// <summary>One variable by name, for settings of a host alone; null when it is unset or blank.</summary>
    public string? Find(string variable) => Read(variable)?.Trim();

    /// <summary>The environment over the configuration file over the defaults.</summary>
    /// <exception cref="LibraryException">A setting cannot be read; the message names it and the allowed form.</exception>
    public LibraryOptions ToOptions() => ToOptions(ConfigurationFile.Load(ConfigurationFolder));

    internal LibraryOptions ToOptions(ConfigurationFile file)
    {
        var defaults = new LibraryOptions();
        var orchestrator = AddressFrom(["BERRY_ORCHESTRATOR_URL"], file, ConfigurationFile.OrchestratorUrl);
        var roots = RootSettings.Read(file.FindRoots(), file.Path ?? "The settings");
        return defaults with
        {
            CivitaiUrl = AddressFrom(["BERRY_CIVITAI_URL"], file, ConfigurationFile.CivitaiUrl) ?? defaults.CivitaiUrl,
            HuggingFaceUrl =
                AddressFrom(["BERRY_HF_URL", "HF_ENDPOINT"], file, ConfigurationFile.HuggingFaceUrl)
                ?? defaults.HuggingFaceUrl,
            CivitaiKey = SecretFrom(KeyNames, file, ConfigurationFile.CivitaiKey),
            OrchestratorUrl = orchestrator ?? defaults.OrchestratorUrl,
            NamesOrchestrator = orchestrator is not null,
            OrchestratorKey = SecretFrom(["BERRY_ORCHESTRATOR_KEY"], file, ConfigurationFile.OrchestratorKey),
            // Civitai's own is nobody's, whatever a setting that was left behind says.
            OwnsOrchestrator =
                orchestrator is not null
                && (IsOn("BERRY_ORCHESTRATOR_OWN", file, ConfigurationFile.OwnOrchestrator) ?? false),
            GeneratedFolder = AllOf(["BERRY_GENERATED_DIR"], file, ConfigurationFile.GeneratedFolder)
                .Select(found => found.Value)
                .FirstOrDefault(),
            HuggingFaceToken = SecretFrom(TokenNames, file, ConfigurationFile.HuggingFaceToken),
            AllowedHosts = ListFrom(Read("BERRY_ALLOW_HOSTS") ?? file.Find(ConfigurationFile.AllowedHosts)),
            PictureHosts = ListFrom(Read("BERRY_PICTURE_HOSTS")),
            Network = new NetworkSettings
            {
                IsOffline = IsOn("BERRY_OFFLINE", file, ConfigurationFile.Offline) ?? false,
                Proxy = ProxyFrom(["BERRY_PROXY"], file, ConfigurationFile.Proxy),
                ProxyExceptions = ListFrom(Read("NO_PROXY") ?? Read("no_proxy")),
                CertificateBundle = AllOf(["BERRY_CA_BUNDLE"], file, ConfigurationFile.CertificateBundle)
                    .Select(found => found.Value)
                    .FirstOrDefault(),
            },
            Sources = new SourceSettings(Read, file.Find),
            Root = file.Find(ConfigurationFile.Root),
            Roots = [.. roots.Where(root => !root.IsBucket)],
            Buckets = [.. roots.Where(root => root.IsBucket)],
            Layout = file.Find(ConfigurationFile.Layout) ?? defaults.Layout,
            Sidecars = ListFrom(file.Find(ConfigurationFile.Sidecars)),
            Archives = DownloadSettings.ReadArchives(file),
            Transfers = DownloadSettings.ReadTransfers(file),
            ModelsFolder = Read("MODELS_DIR"),
            ValidatesModels = IsOn("ENABLE_MODEL_VALIDATION", file, ConfigurationFile.ModelValidation) ?? true,
            ScansFiles = IsOn("ENABLE_SECURITY_SCANNING", file, ConfigurationFile.SecurityScanning) ?? true,
            RefusesSuspicious = IsOn(null, file, ConfigurationFile.RefuseSuspicious) ?? false,
            ConfigurationFolder = ConfigurationFolder,
            CacheFolder = CacheFolder,
            DataFolder = DataFolder,
            ReadVariable = read,
        };
    }

    private static string[] ListFrom(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private string? Read(string name) => read(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private IEnumerable<(string Value, string Origin)> AllOf(string[] names, ConfigurationFile file, string key)
    {
        foreach (var name in names)
        {
            if (Read(name) is { } value)
                yield return (value.Trim(), name);
        }

        if (file.Find(key) is { } stored)
            yield return (stored, $"{key} in {file.Path}");
    }

    // A placeholder is no key, and hides none that stands further back.
    private Secret? SecretFrom(string[] names, ConfigurationFile file, string key) =>
        AllOf(names, file, key)
            .Select(found => Secret.From(found.Value, found.Origin))
            .OfType<Secret>()
            .FirstOrDefault();

    private Uri? AddressFrom(string[] names, ConfigurationFile file, string key)
    {
        if (AllOf(names, file, key).ToArray() is not [var found, ..])
            return null;
        if (Uri.TryCreate(found.Value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
            return address;
        throw new LibraryException(
            FailureCode.Usage,
            $"{found.Origin} is not an address: give one like https://example.org."
        );
    }

    private bool? IsOn(string? name, ConfigurationFile file, string key)
    {
        if (AllOf(name is null ? [] : [name], file, key).ToArray() is not [var found, ..])
            return null;
        return found.Value.ToLowerInvariant() switch
        {
            "on" or "true" or "yes" or "1" => true,
            "off" or "false" or "no" or "0" => false,
            _ => throw new LibraryException(
                FailureCode.Usage,
                $"{found.Origin} must be on or off, not \"{found.Value}\"."
            ),
        };
    }

    private Uri? ProxyFrom(string[] names, ConfigurationFile file, string key)
    {
        if (AllOf(names, file, key).ToArray() is not [var found, ..])
            return null;
        if (
            Uri.TryCreate(found.Value, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
        )
            return address;
        throw new LibraryException(
            FailureCode.Usage,
            $"{found.Origin} is not a proxy: give one like http://proxy.example:3128 or socks5://127.0.0.1:1080."
        );
    }

    // The XDG rules: a relative value is to be ignored; without HOME there is no place, which is no error.
    private string? FolderFrom(string variable, string belowHome)
    {
        if (Read(variable) is { } folder && Path.IsPathRooted(folder))
            return Path.Combine(folder, ApplicationFolder);
        var home = Read("HOME") ?? Read("USERPROFILE");
        return home is not null && Path.IsPathRooted(home) ? Path.Combine(home, belowHome, ApplicationFolder) : null;
    }
}
