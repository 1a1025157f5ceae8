using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Candidates;

/// <summary>Rows of a public list that have the file's name.</summary>
internal sealed class KnownListCandidates(KnownModelList list, Layout layout, NodePacks packs) : ICandidateSource
{
    private readonly Lock _gate = new();
    private Task<ILookup<string, KnownModelRow>>? _rows;

    public string Name => "known-models";

    public bool AsksNetwork => true;

    public async Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken)
    {
        if (packs.IsCommonName(model.FileName))
            return [];
        var rows = await ReadOnceAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows[model.FileName].Select(row => Of(row, model))];
    }

    // Several models ask at once; the list is fetched for all of them.
    private Task<ILookup<string, KnownModelRow>> ReadOnceAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _rows ??= ReadAsync(cancellationToken);
    }

    private async Task<ILookup<string, KnownModelRow>> ReadAsync(CancellationToken cancellationToken) =>
        (await list.ReadAsync(cancellationToken).ConfigureAwait(false)).ToLookup(
            row => row.FileName,
            StringComparer.OrdinalIgnoreCase
        );

    private ModelCandidate Of(KnownModelRow row, NamedModel model)
    {
        var isSameFolder = FolderOf(row) is { } folder && folder == model.Folder;
        return new ModelCandidate(
            Name,
            row.Address.AbsoluteUri,
            isSameFolder ? 0.9 : 0.7,
            $"a public list of models has \"{row.Title ?? row.FileName}\" under this name"
                + (isSameFolder ? " and for this folder" : "")
        )
        {
            File = row.FileName,
        };
    }

    // Types are words of people: "upscale", "T2I-Adapter".
    private string? FolderOf(KnownModelRow row) =>
        (row.Folder?.Split('/')[0] ?? row.Type) is { } word
            ? layout.FindFolder(word)?.Id ?? packs.Guess(input: null, word)?.Folder
            : null;
}
