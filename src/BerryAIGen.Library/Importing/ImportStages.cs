using System.Text.Json;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Compatibility.Headers;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Importing;

/// <summary>The stages of a download as an import walks through them: its bytes are on this machine already.</summary>
internal sealed class ImportStages(
    BerryLibrary library,
    DownloadPlanner planner,
    FileCompletion completion,
    InspectionGate gate,
    FileRecorder recorder
)
{
    public Task<PlannedFile> PlanAsync(
        Reference reference,
        RemoteFile file,
        DownloadRequest request,
        CancellationToken cancellationToken
    ) => planner.PlanAsync(reference, file, request, cancellationToken);

    /// <summary>Copies the file, or takes an upload as it is; then verify, inspect, publish, record.</summary>
    public async Task<DownloadItem> RunAsync(
        ImportRequest request,
        PlannedFile plan,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (plan.Refusal is not null || plan.Present is { IsReadOnly: true })
            return DownloadItems.From(plan);
        if (plan.Present is { } present)
            return await completion.RecordPresentAsync(plan, present, cancellationToken).ConfigureAwait(false);
        if (request.IsUpload)
        {
            var upload = await ImportBytes.TakeAsync(request, plan, cancellationToken).ConfigureAwait(false);
            return await completion.CompleteAsync(plan, upload, progress, cancellationToken).ConfigureAwait(false);
        }

        using var copy = await new ImportBytes(library.Time)
            .CopyAsync(request, plan, progress, cancellationToken)
            .ConfigureAwait(false);
        return copy.Result is { } result
            ? await completion.CompleteAsync(plan, result, progress, cancellationToken).ConfigureAwait(false)
            : DownloadItems.From(plan, copy.Failure!);
    }

    /// <summary>Leaves the file where it is: it must be what it says, must not run code, and gets a record.</summary>
    /// <exception cref="LibraryException">It is broken, or the scan refuses it.</exception>
    public async Task<ImportedModel> RegisterAsync(
        ImportRequest request,
        RemoteFile file,
        CancellationToken cancellationToken
    )
    {
        var path = Path.GetFullPath(request.Path);
        var plan = new PlannedFile
        {
            Reference = library.Parse(path),
            File = file,
            Name = Path.GetFileName(path),
            Folder = Path.GetDirectoryName(path)!,
            PartPath = path,
            AcceptsDanger = request.AcceptsDanger,
        };
        var answer = await gate.CheckAsync(path, plan, cancellationToken).ConfigureAwait(false);
        if (answer.Failure is { } refused)
            throw new LibraryException(refused);
        var imported = new ImportedModel(path, ImportState.Registered)
        {
            Sha256 = file.Hashes.Sha256!,
            SizeBytes = file.SizeBytes!.Value,
            Note = answer.Note,
        };
        if (library.ReadOnly.FindRefusal(path) is { } readOnly)
            return imported with { Note = Sentences.Join(answer.Note, $"no record beside it: {readOnly.Message}") };
        var (sidecar, note) = await recorder
            .RecordAsync(
                new RecordedFile(file, path)
                {
                    Hashes = new FileHashes { SizeBytes = file.SizeBytes!.Value, Sha256 = file.Hashes.Sha256 },
                    VerifiedBy = "none",
                    WasFetched = false,
                    Inspection = answer.Record,
                    WantsPreview = false,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return imported with { Sidecar = sidecar, Note = Sentences.Join(answer.Note, note) };
    }

    /// <summary>
    /// Where a language model goes of which nobody says where: the folder of the provider that runs it best, by its variable
    /// or below the models folder, as for downloads. Null for other models.
    /// </summary>
    public async Task<string?> FindLanguageModelFolderAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.ModelType is not null || request.Root is not null || request.Layout is not null)
            return null;
        var model = library.Catalog.Describe(request.Path);
        if (model is not { Type: "llm" })
            return null;
        var providers = ProviderCatalog.Load(library.Options.ConfigurationFolder);
        var machine = await ThisMachine.ReadAsync(cancellationToken).ConfigureAwait(false);
        var best = CompatibilityScore.FindBest(FactsOf(model), providers.All, machine);
        var folder = ProviderFolders.Find(providers, best, model.Format);
        return folder is null ? null
            : folder.Variable is { } variable && library.Options.ReadVariable(variable) is { Length: > 0 } named
                ? RootPlaces.FullPath(named, library.Options)
            : Path.Combine(library.FindModelsFolder(), folder.Name);
    }

    private static ModelFacts FactsOf(ModelDescription model)
    {
        using var metadata = JsonDocument.Parse(model.Metadata.ToJsonString());
        var facts = FactsJson.Read(metadata.RootElement);
        return facts with
        {
            Format = model.Format,
            Architecture = facts.Architecture ?? model.Architecture,
            Capabilities = model.Capabilities,
            SizeBytes = model.Model.SizeBytes,
        };
    }
}
