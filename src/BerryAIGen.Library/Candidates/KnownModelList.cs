using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Candidates;

/// <summary>
/// A public list of models with their addresses and folders, fetched when it is needed and kept for a day: ComfyUI-Manager's
/// unless the settings name another. Its terms allow no copy of it in this program.
/// </summary>
internal sealed class KnownModelList(LibraryOptions options, ApiReader api, TimeProvider time)
{
    public const string Setting = "known_models_url";
    private const string Variable = "BERRY_KNOWN_MODELS_URL";
    private const string Off = "off";
    private const string FileName = "known-models.json";

    private static readonly Uri Public = new(
        "https://raw.githubusercontent.com/ltdrdata/ComfyUI-Manager/main/model-list.json"
    );
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>What a person configured; such an address may be private.</summary>
    public static IEnumerable<Uri> BaseAddresses(LibraryOptions options) =>
        AddressOf(options) is { } address && address != Public ? [address] : [];

    /// <summary>The rows; none when the list is switched off.</summary>
    /// <exception cref="LibraryException">It cannot be had, and was never kept.</exception>
    public async Task<IReadOnlyList<KnownModelRow>> ReadAsync(CancellationToken cancellationToken)
    {
        if (AddressOf(options) is not { } address)
            return [];
        if (ReadKept(address, isFreshOnly: true) is { } kept)
            return RowsOf(kept);
        try
        {
            var answer = await api.GetAsync(address, static _ => null, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess || answer.Body is not JsonObject list)
                throw new LibraryException(
                    FailureCode.Network,
                    $"The list of known models at {address.Host} cannot be read (status {(int)answer.Status}); \"berry config set {Setting} off\" leaves it out."
                );
            Keep(address, list);
            return RowsOf(list);
        }
        catch (LibraryException) when (ReadKept(address, isFreshOnly: false) is not null)
        {
            return RowsOf(ReadKept(address, isFreshOnly: false)!);
        }
    }

    // The list speaks of the real Civitai and Hugging Face; with a stand-in for them nobody asks the real network.
    private static Uri? AddressOf(LibraryOptions options) =>
        string.Equals(options.Sources.Find(Setting, Variable), Off, StringComparison.OrdinalIgnoreCase) ? null
        : options.Sources.FindAddress(Setting, Variable) is { } address ? address
        : options.CivitaiUrl == new LibraryOptions().CivitaiUrl ? Public
        : null;

    private string? KeptPath => options.CacheFolder is { } folder ? Path.Combine(folder, FileName) : null;

    private JsonObject? ReadKept(Uri address, bool isFreshOnly)
    {
        try
        {
            if (KeptPath is not { } path || !File.Exists(path))
                return null;
            if (isFreshOnly && time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Fresh)
                return null;
            var kept = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject;
            return kept.Text("address") == address.AbsoluteUri ? kept.Member("list") as JsonObject : null;
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null; // It may be lost at any time.
        }
    }

    private void Keep(Uri address, JsonObject list)
    {
        try
        {
            if (KeptPath is not { } path)
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteJson(
                path,
                new JsonObject { ["address"] = address.AbsoluteUri, ["list"] = list.DeepClone() }
            );
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            options.OnNotice?.Invoke($"the list of known models is not kept: {ex.Message}");
        }
    }

    private static IReadOnlyList<KnownModelRow> RowsOf(JsonObject list) =>
        [.. (list["models"] as JsonArray ?? []).Select(RowOf).OfType<KnownModelRow>()];

    private static KnownModelRow? RowOf(JsonNode? row) =>
        row.Text("filename") is { Length: > 0 } file && WebAddress.TryParse(row.Text("url")) is { } address
            ? new KnownModelRow(file, address)
            {
                Title = row.Text("name"),
                Type = row.Text("type"),
                // "default" leaves the folder to the type.
                Folder = row.Text("save_path") is { } path and not "default" ? path : null,
            }
            : null;
}

/// <summary>One row of the list.</summary>
internal sealed record KnownModelRow(string FileName, Uri Address)
{
    public string? Title { get; init; }

    public string? Type { get; init; }

    /// <summary>Below the models folder, with <c>/</c>; null where the type tells it.</summary>
    public string? Folder { get; init; }
}
