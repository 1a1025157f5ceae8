using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Graphs;

/// <summary>Decides for each missing model of a workflow what is downloaded, under which name and into which folder.</summary>
internal sealed class GraphChoices(NodePacks packs)
{
    private const string Library = "library";

    // A link dies; a list of ten is no better than one of three.
    private const int MostTries = 3;

    /// <summary>One for each missing model, in the workflow's order.</summary>
    public IReadOnlyList<GraphChoice> Of(GraphReport report, GraphInstallRequest request) =>
        [
            .. report
                .Models.Where(model => model.State == GraphModelState.Missing)
                .Select(model =>
                {
                    var failure = WhyNot(model, request.LeastConfidence);
                    return new GraphChoice(model, failure is null ? RequestsFor(model, request) : [], failure);
                }),
        ];

    private Failure? WhyNot(GraphModel model, double least)
    {
        if (model.Candidates is not [var best, ..] || best.Confidence < least)
            return Unknown(model, least);
        if (best.Source == Library)
            return Elsewhere(model, best);
        if (model.Folder is null)
            return WithoutFolder(model, best);
        return
            packs.IsModelFile(model.Name)
            && model.Name.Split('/').Any(part => !FileNames.IsSafeComponent(part) || part.Contains('{'))
            ? new Failure(
                FailureCode.Policy,
                $"The workflow names a file {model.Name}, which is no name below a folder."
            )
            : null;
    }

    private IReadOnlyList<DownloadRequest> RequestsFor(GraphModel model, GraphInstallRequest request) =>
        [
            .. model
                .Candidates.Where(one => one.Source != Library && one.Confidence >= request.LeastConfidence)
                .Take(MostTries)
                .Select(one => RequestFor(model, one, request)),
        ];

    private DownloadRequest RequestFor(GraphModel model, ModelCandidate candidate, GraphInstallRequest request)
    {
        var parts = model.Name.Split('/');
        var isNamed = packs.IsModelFile(model.Name);
        return new DownloadRequest
        {
            References = [candidate.Reference],
            Choice = candidate.FileId is { } id ? new FileChoice { FileId = id } : FileChoice.Primary,
            Sha256 = candidate.Sha256,
            Target = request.Graph.Target with
            {
                ModelType = model.Folder,
                Template = isNamed && parts.Length > 1 ? string.Join('/', parts[..^1]) : null,
                FileName = isNamed ? parts[^1] : null,
            },
            OnConflict = request.OnConflict,
            Archives = request.Archives,
            Sidecars = request.Sidecars,
            AcceptsDanger = request.AcceptsDanger,
            // The workflow may be a stranger's, and no person looks at each name.
            IsOfList = true,
        };
    }

    private static Failure Unknown(GraphModel model, double least) =>
        new(
            FailureCode.NotFound,
            model.Candidates is [var best, ..]
                ? $"{model.Name} is missing, and nobody is sure enough where it is to be had ({best.Reference}: {best.Reason}; {best.Confidence:0.##} of 1, {least:0.##} is wanted). Lower --min-confidence to take it."
                : $"{model.Name} is missing, and nobody knows where it is to be had. Ask who made the workflow."
        );

    private static Failure Elsewhere(GraphModel model, ModelCandidate here) =>
        new(
            FailureCode.Conflict,
            $"{model.Name} is here as {here.Reference}, where {model.NodeType ?? "the application"} does not look{(model.Folder is null ? "" : $" (it looks in {model.Folder})")}: move it, or choose it in the node."
        );

    private static Failure WithoutFolder(GraphModel model, ModelCandidate best) =>
        new(
            FailureCode.Usage,
            $"Nobody knows the folder where {model.NodeType} looks for {model.Name}: download it with 'berry download {best.Reference} --model-type FOLDER'."
        );
}
