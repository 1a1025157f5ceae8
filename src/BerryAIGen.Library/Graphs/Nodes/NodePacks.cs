using System.Text.Json;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Graphs.Nodes;

/// <summary>What is known of node types: which name files, in which folder ComfyUI looks for them, which are notes.</summary>
internal sealed class NodePacks
{
    private const int LongestName = 260;

    private readonly Dictionary<string, NodeRule> _byType = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _builtIn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commonNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _extensions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FolderGuess> _guesses = [];
    private readonly List<FolderType> _types = [];

    private NodePacks(DefinitionFiles<NodePack> files)
    {
        Warnings = files.Warnings;
        // What a user wrote comes first where the first counts, and last where the last does.
        foreach (var pack in files.ById.Values.OrderBy(pack => files.OfUser.Contains(pack.Id)))
        {
            foreach (var (type, rule) in pack.Nodes.SelectMany(rule => rule.Types.Select(type => (type, rule))))
                _byType[type] = rule;
            _notes.UnionWith(pack.Notes);
            _builtIn.UnionWith(pack.BuiltIn);
            _commonNames.UnionWith(pack.CommonNames);
            _extensions.UnionWith(pack.Extensions);
        }

        foreach (var pack in files.ById.Values.OrderByDescending(pack => files.OfUser.Contains(pack.Id)))
        {
            _guesses.AddRange(pack.Guesses);
            _types.AddRange(pack.Types);
        }
    }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/nodes/*.json</c>; null for none.</param>
    public static NodePacks Load(string? configurationFolder) =>
        new(
            DefinitionFiles<NodePack>.Load(
                "nodes",
                "list of nodes",
                configurationFolder,
                NodePackJson.Default.NodePack,
                Check
            )
        );

    /// <summary>Null for a type that nobody described.</summary>
    public NodeRule? Find(string type) => _byType.GetValueOrDefault(type);

    public bool IsNote(string type) => _notes.Contains(type);

    /// <summary>Whether a value of a field means no file.</summary>
    public bool IsBuiltIn(string value) => string.IsNullOrWhiteSpace(value) || _builtIn.Contains(value);

    /// <summary>Whether many different models are called so.</summary>
    public bool IsCommonName(string name) => _commonNames.Contains(name.Split('/')[^1]);

    /// <summary>Whether a text is the name of a model file, perhaps with folders before it.</summary>
    public bool IsModelFile(string text) =>
        text.Length <= LongestName
        && HasEnding(text)
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.Any(char.IsControl)
        && Path.GetFileNameWithoutExtension(text).Trim().Length > 0;

    /// <summary>Whether a name ends as those of model files do.</summary>
    public bool HasEnding(string name) => _extensions.Contains(Path.GetExtension(name));

    /// <summary>The folder by words in the names of the input and the node type; null when none says anything.</summary>
    public FolderGuess? Guess(string? input, string type)
    {
        var (inputWords, typeWords) = (Plain(input ?? ""), Plain(type));
        return _guesses.Find(guess =>
            (guess.Input is null || inputWords.Contains(Plain(guess.Input), StringComparison.Ordinal))
            && (guess.Node is null || typeWords.Contains(Plain(guess.Node), StringComparison.Ordinal))
        );
    }

    /// <summary>Civitai's types of what lies in a folder, the usual one first; empty when it has none.</summary>
    public IReadOnlyList<string> TypesOf(string? folder) =>
        [.. _types.Where(row => row.Folder == folder).Select(row => row.Type)];

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static void Check(NodePack pack)
    {
        if (
            pack.Nodes.SelectMany(rule => rule.Types).GroupBy(type => type).FirstOrDefault(g => g.Count() > 1) is
            { } twice
        )
            throw new JsonException($"the node type \"{twice.Key}\" is there twice.");
        if (pack.Nodes.SelectMany(rule => rule.Fields).FirstOrDefault(field => field.Widget is < 0) is { } wrong)
            throw new JsonException($"the place of \"{wrong.Input}\" is below 0.");
        if (
            pack.Guesses.Any(guess =>
                guess is { Input: null, Node: null } || Plain(guess.Input ?? guess.Node!).Length == 0
            )
        )
            throw new JsonException("a guess has neither \"input\" nor \"node\".");
    }
}
