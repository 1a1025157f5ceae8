using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Configuration;

/// <summary>The user's settings: <c>config.json</c>, readable by its owner only; keys we do not know are kept.</summary>
public sealed class ConfigurationFile
{
    public const string CivitaiKey = "civitai_api_key";
    public const string CivitaiUrl = "civitai_url";
    public const string OrchestratorUrl = "orchestrator_url";
    public const string OrchestratorKey = "orchestrator_key";
    public const string OwnOrchestrator = "orchestrator_own";
    public const string GeneratedFolder = "generated_folder";
    public const string HuggingFaceToken = "hf_token";
    public const string HuggingFaceUrl = "hf_url";
    public const string AllowedHosts = "allow_hosts";
    public const string Root = "root";
    public const string Layout = "layout";
    public const string ModelValidation = "model_validation";
    public const string SecurityScanning = "security_scanning";
    public const string RefuseSuspicious = "refuse_suspicious";
    public const string Offline = "offline";
    public const string Proxy = "proxy";
    public const string CertificateBundle = "ca_bundle";
    public const string Sidecars = "sidecars";
    public const string Archives = "archives";
    public const string Parallel = "parallel";
    public const string Connections = "connections";
    public const string LimitRate = "limit_rate";

    private const string Roots = "roots";
    private const string FileName = "config.json";

    // Two values for one name would make the key that holds a matter of luck.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _values;

    private ConfigurationFile(string? path, JsonObject values)
    {
        Path = path;
        _values = values;
    }

    /// <summary>What may be set, in the order of <see cref="List"/>.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        CivitaiKey,
        CivitaiUrl,
        OrchestratorUrl,
        OrchestratorKey,
        OwnOrchestrator,
        GeneratedFolder,
        HuggingFaceToken,
        HuggingFaceUrl,
        AllowedHosts,
        Root,
        Layout,
        ModelValidation,
        SecurityScanning,
        RefuseSuspicious,
        Offline,
        Proxy,
        CertificateBundle,
        Sidecars,
        Archives,
        Parallel,
        Connections,
        LimitRate,
        KnownModelList.Setting,
        .. ShippedSources.All.SelectMany(source => source.Settings),
    ];

    /// <summary>Null when the system names no folder for settings.</summary>
    public string? Path { get; }

    /// <summary>Reads <c>config.json</c> in the folder; a missing file or folder has no settings.</summary>
    /// <exception cref="LibraryException">The file is there and cannot be read.</exception>
    public static ConfigurationFile Load(string? folder)
    {
        if (folder is null)
            return new ConfigurationFile(null, []);
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            // Read as text: some editors begin the file with a byte order mark.
            var values = File.Exists(path)
                ? JsonNode.Parse(File.ReadAllText(path), nodeOptions: null, Strict) as JsonObject
                : [];
            return new ConfigurationFile(path, values ?? throw new JsonException("it is not a JSON object"));
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"The settings in {path} cannot be read ({ex.Message}); correct or move the file.",
                ex
            );
        }
    }

    /// <summary>Whether the value is to be shown as <c>***</c>.</summary>
    public static bool IsSecret(string key) => key is CivitaiKey or OrchestratorKey or HuggingFaceToken;

    /// <summary>The value, secrets included; null when it is not set.</summary>
    public string? Find(string key) =>
        _values[key] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>What is set and known, secrets as <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> List() =>
        [
            .. Keys.Where(key => Find(key) is not null)
                .Select(key => KeyValuePair.Create(key, IsSecret(key) ? "***" : Find(key)!)),
        ];

    /// <summary>Sets one value, or removes it when <paramref name="value"/> is null or empty, and writes the file.</summary>
    /// <exception cref="LibraryException">The key is unknown, nothing could read the value, or the file cannot be written.</exception>
    public void Set(string key, string? value)
    {
        if (!Keys.Contains(key))
            throw new LibraryException(
                FailureCode.Usage,
                $"There is no setting \"{key}\"; use one of {string.Join(", ", Keys)}."
            );
        RequirePath();
        if (string.IsNullOrWhiteSpace(value))
            _values.Remove(key);
        else
            _values[key] = Readable(key, value.Trim());
        Write();
    }

    // A value that cannot be read would stop every command.
    private string Readable(string key, string value)
    {
        var alone = new ConfigurationFile(Path, new JsonObject { [key] = value });
        new LibraryEnvironment(static _ => null).ToOptions(alone);
        return value;
    }

    /// <summary>The rows of <c>roots</c> as they stand; null when there are none.</summary>
    internal JsonNode? FindRoots() => _values[Roots];

    /// <summary>Replaces the rows of <c>roots</c> and writes the file.</summary>
    /// <exception cref="LibraryException">The file cannot be written.</exception>
    internal void SetRoots(JsonArray rows)
    {
        RequirePath();
        if (rows.Count == 0)
            _values.Remove(Roots);
        else
            _values[Roots] = rows;
        Write();
    }

    private void RequirePath()
    {
        if (Path is null)
            throw new LibraryException(
                FailureCode.Usage,
                "There is no folder for settings: set XDG_CONFIG_HOME or HOME."
            );
    }

    private void Write()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path!)!);
            AtomicFile.WriteJson(Path!, _values, isPrivate: true);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Disk, $"The settings cannot be written to {Path}: {ex.Message}", ex);
        }
    }
}
