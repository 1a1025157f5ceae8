using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>
/// Reads a ComfyUI workflow in the form of the editor or of the API. Knows nothing of what nodes do. What a stranger
/// put into the file costs no more than its size: depth and number of nodes are limited.
/// </summary>
public static class GraphReader
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MostBytes = 64 << 20;

    // Pictures, and what is sent to ComfyUI's /prompt, hold the graph in one of these.
    private static readonly string[] Envelopes = ["workflow", "prompt", "extra_data", "extra_pnginfo"];
    private const int MostEnvelopes = 4;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static async Task<GraphReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        RegularFile.Require(path);
        if (new FileInfo(path).Length > MostBytes)
        {
            return GraphReading.Broken(TooLarge);
        }

        return Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a graph's JSON.</summary>
    /// <param name="utf8">The whole text.</param>
    public static GraphReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            return GraphReading.Broken(TooLarge);
        }

        try
        {
            return GraphReading.Valid(Open(GraphText.Parse(utf8), MostEnvelopes) ?? throw NotAGraph);
        }
        catch (GraphBroken broken)
        {
            return GraphReading.Broken(broken.Error);
        }
    }

    private static Graph? Open(JsonElement root, int envelopes)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (root.Member("nodes").ValueKind == JsonValueKind.Array)
        {
            return new Graph(GraphForm.Ui, root, UiGraph.Read(root));
        }

        if (ApiGraph.Is(root))
        {
            return new Graph(GraphForm.Api, root, ApiGraph.Read(root));
        }

        return Envelopes
                .Where(_ => envelopes > 0)
                .Select(name => Open(root.Member(name), envelopes - 1))
                .FirstOrDefault(graph => graph is not null)
            ?? (IsNodeTypes(root) ? new Graph(GraphForm.NodeTypes, root, []) : null);
    }

    // Every node type says what it takes and what it gives.
    private static bool IsNodeTypes(JsonElement root) =>
        root.EnumerateObject().Any()
        && root.EnumerateObject()
            .All(type =>
                type.Value.Member("input").ValueKind == JsonValueKind.Object
                && type.Value.Member("output").ValueKind == JsonValueKind.Array
            );

    private static FormatError TooLarge { get; } =
        new("TooLarge", $"it is larger than {MostBytes >> 20} MiB; no workflow is.");

    private static GraphBroken NotAGraph =>
        new(
            "NotAGraph",
            "it is JSON but no workflow: neither \"nodes\" (as the editor saves it) nor nodes with a \"class_type\" (as the API takes it)."
        );
}
