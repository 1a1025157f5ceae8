using System.Text.Json;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Graphs.Nodes;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>The files that one node names.</summary>
internal sealed class NodeMentions
{
    private readonly NodePacks _packs;
    private readonly LinkedTexts _linked;
    private readonly GraphNode _node;
    private readonly NodeRule? _rule;
    private readonly List<Mention> _found = [];
    private readonly List<NodeField> _open = [];

    // Values that were looked at, by whatever way.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private NodeMentions(NodePacks packs, LinkedTexts linked, GraphNode node) =>
        (_packs, _linked, _node, _rule) = (packs, linked, node, packs.Find(node.Type));

    /// <summary>In the order of the node's fields.</summary>
    public static IReadOnlyList<Mention> Of(NodePacks packs, LinkedTexts linked, GraphNode node)
    {
        if (packs.IsNote(node.Type))
            return [];
        var mentions = new NodeMentions(packs, linked, node);
        foreach (var field in mentions._rule?.Fields ?? [])
            mentions.Read(field);
        mentions.ReadOthers();
        return mentions._found;
    }

    private void Read(NodeField field)
    {
        if (field.IsTagged)
            ReadTags(field);
        else if (field.Member is { } member)
            ReadEntries(field, member);
        else if (_node.Find(field.Input) is { Link: { } link } input)
            ReadLinked(field, link, input.Value?.Text() ?? _node.Value("", field.Widget)?.Text());
        else if (_node.Value(field.Input, field.Widget)?.Text() is { } text)
            Add(field, text, IsOn(field));
        else if (field.Widget is null)
            _open.Add(field);
    }

    private void ReadTags(NodeField field)
    {
        foreach (var text in NodeTexts.Of(_node).Where(text => text.Input is null || text.Input == field.Input))
        {
            foreach (var name in PromptNames.Tagged(text.Text))
                Add(field, name, text.IsOn);
        }
    }

    private void ReadEntries(NodeField field, string member)
    {
        foreach (var entry in NodeTexts.ObjectsOf(_node))
        {
            if (entry.Member(member).Text() is { } name)
                Add(field, name, field.On is null || entry.Member(field.On).ValueKind != JsonValueKind.False);
        }

        // Some editions of a node keep the plain name instead.
        _open.Add(field);
    }

    private void ReadLinked(NodeField field, GraphLink link, string? stored)
    {
        if (stored is not null)
            _seen.Add(stored);
        if (_linked.Find(link) is { } linked)
            Add(field, linked.Text, IsOn(field), $"its name comes from the node {linked.Node.Id} ({linked.Node.Type})");
        else if (stored is not null && _packs.IsModelFile(stored))
            Add(
                field,
                stored,
                IsOn(field),
                "another node gives the name when it runs; this is the one that was last kept"
            );
    }

    private bool IsOn(NodeField field) =>
        field.Switch is not { } way
        || !string.Equals(_node.Value(way.Input, way.Widget)?.Text(), way.Off, StringComparison.OrdinalIgnoreCase);

    private void Add(NodeField field, string text, bool isOn, string? note = null)
    {
        _seen.Add(text);
        if (_packs.IsBuiltIn(text) || field.BuiltIn.Contains(text) || text.Length > 1024 || text.Any(char.IsControl))
            return;
        Add(text, isOn, field.Folder, FolderCertainty.Known, $"{_node.Type} reads it from there", note);
    }

    private void ReadOthers()
    {
        foreach (var text in NodeTexts.Of(_node))
        {
            var embeddings = PromptNames.Embeddings(text.Text).ToList();
            foreach (var name in embeddings)
                Add(
                    name,
                    text.IsOn,
                    PromptNames.EmbeddingFolder,
                    FolderCertainty.Known,
                    "a prompt names it as an embedding"
                );
            // A prompt may end as a file does, and is nobody else's business.
            if (embeddings.Count > 0 || PromptNames.IsProse(text.Text))
                continue;
            if ((_packs.IsModelFile(text.Text) || IsAir(text.Text)) && _seen.Add(text.Text))
                AddOther(text);
        }
    }

    // A name at a place that nobody described.
    private void AddOther(NodeText text)
    {
        if (_open is [var field, ..])
        {
            if (field.Member is null)
                _open.RemoveAt(0);
            Add(text.Text, text.IsOn, field.Folder, FolderCertainty.Known, $"{_node.Type} reads it from there");
        }
        else if (_rule?.AnyFile is { } folder)
            Add(text.Text, text.IsOn, folder, FolderCertainty.Known, $"{_node.Type} reads it from there");
        else if (_rule?.IsFetchedByNode != true && _packs.Guess(text.Input, _node.Type) is { } guess)
            Add(
                text.Text,
                text.IsOn,
                guess.Folder,
                FolderCertainty.Guessed,
                $"guessed by the word \"{guess.Input ?? guess.Node}\" in {(guess.Input is null ? "the node's type" : "the input's name")}"
            );
        else
            Add(text.Text, text.IsOn, null, FolderCertainty.Unknown, null);
    }

    private static bool IsAir(string text) => text.StartsWith("urn:air:", StringComparison.OrdinalIgnoreCase);

    private void Add(
        string name,
        bool isOn,
        string? folder,
        FolderCertainty certainty,
        string? reason,
        string? note = null
    ) =>
        _found.Add(
            new Mention(name.Trim().Replace('\\', '/'), _node)
            {
                Folder = folder,
                Certainty = folder is null ? FolderCertainty.Unknown : certainty,
                Reason = folder is null ? null : reason,
                IsOn = isOn,
                Note = note,
                IsFetchedByNode = _rule?.IsFetchedByNode ?? false,
            }
        );
}
