using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Candidates;

/// <summary>Links that the workflow's author left in notes.</summary>
internal sealed class NoteCandidates(IReadOnlyList<NoteLink> links, NodePacks packs, LibraryOptions options)
    : ICandidateSource
{
    // A shorter name stands in many a sentence that does not mean it.
    private const int ShortestInSentence = 6;

    public string Name => "note";

    public bool AsksNetwork => false;

    /// <summary>The links that lead to a model file, or to a page of a model.</summary>
    public IReadOnlyList<Uri> Models => [.. links.Where(IsOfModel).Select(link => link.Address)];

    public Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelCandidate>>([
            .. links.Select(link => Of(link, model)).OfType<ModelCandidate>(),
        ]);

    private ModelCandidate? Of(NoteLink link, NamedModel model)
    {
        var file = WebAddress.FileName(link.Address);
        if (file.Equals(model.FileName, StringComparison.OrdinalIgnoreCase))
            return new ModelCandidate(Name, link.Address.AbsoluteUri, 0.9, "a note links to a file of this name")
            {
                File = file,
            };
        var stem = Path.GetFileNameWithoutExtension(model.FileName);
        return
            stem.Length >= ShortestInSentence
            && !packs.HasEnding(file)
            && Outside(link).Contains(stem, StringComparison.OrdinalIgnoreCase)
            && IsOfModel(link)
            // A page has several files, and nobody says which.
            ? new ModelCandidate(Name, link.Address.AbsoluteUri, 0.65, "a note has this page in the line that names it")
            : null;
    }

    private static string Outside(NoteLink link) =>
        link.Line.Replace(link.Address.OriginalString, "", StringComparison.Ordinal);

    private bool IsOfModel(NoteLink link) =>
        packs.HasEnding(WebAddress.FileName(link.Address))
        || ReferenceParser.Parse(link.Address.AbsoluteUri, options).Kind
            is ReferenceKind.Model
                or ReferenceKind.Version
                or ReferenceKind.File
                or ReferenceKind.HuggingFace;
}
