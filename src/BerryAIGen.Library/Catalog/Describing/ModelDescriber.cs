using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>Puts together what is known of models, for one run; several threads may ask at once.</summary>
public sealed class ModelDescriber
{
    private readonly ModelIdentification _identification;
    private readonly ForeignSidecars _sidecars;
    private readonly CurrentHashes _hashes;
    private readonly FolderNames _names;

    internal ModelDescriber(BerryLibrary library, RootRecordCache records, FolderNames names, TimeProvider time)
    {
        _names = names;
        _identification = library.Identification;
        _sidecars = library.Sidecars;
        _hashes = new CurrentHashes(records, time);
    }

    /// <summary>Never throws for what lies there: what cannot be read is told in <see cref="ModelDescription.Problems"/>.</summary>
    public ModelDescription Describe(FoundModel model)
    {
        List<string> problems = [];
        var beside = model.FirstFile;
        var hasRecord = _names.Has(Sidecar.PathOf(beside));
        var file = Inspect(beside, hasRecord, problems);
        var sidecars = _sidecars.Read(beside, _names.Has);
        problems.AddRange(sidecars.Problems);
        var own = hasRecord ? FindOwn(beside) : null;
        var facts = sidecars.Facts;
        var words = ModelWords.Of(file);
        var identity = file?.Identity ?? Identity.Unknown;
        var type = TypeOf(beside, hasRecord, identity, words) ?? facts.ModelType?.ToLowerInvariant();
        var baseWord = KnownBase(identity) ?? facts.BaseModel;
        return new ModelDescription
        {
            Model = model,
            Name = facts.ModelName ?? NameOf(model),
            IsNamedByFile = facts.ModelName is null,
            Description = FileFacts.PlainText(facts.Text("description") ?? ""),
            Format = words.Format,
            Type = type,
            Base = baseWord,
            Variant = identity.Variant,
            Architecture = words.Architecture ?? KnownBase(identity),
            Capabilities = CapabilityRules.Shipped.Of(words, type, identity.Base),
            Metadata = HeaderMetadata.Of(
                model,
                file,
                words,
                facts,
                own,
                VerificationWords.Find(own, model),
                Projector.FindBytes(beside, _names)
            ),
            Hashes = _hashes.Find(model) ?? CurrentHashes.In(own, model),
            ClaimedSha256 = facts.Sha256,
            TrainedWords = facts.TriggerWords,
            Creator = facts.Creator,
            Notes = facts.Notes,
            Source = SourceWords.Find(facts, own),
            Error = file?.Error ?? MissingParts(model),
            Problems = problems,
        };
    }

    // Identification asks what image models use; on its own a text encoder is often a language model.
    private static string? TypeOf(string path, bool hasRecord, Identity identity, ModelWords words) =>
        !identity.IsKnown ? null
        : identity.Type == "text_encoder"
        && CapabilityRules.Shipped.IsLanguageModel(words)
        && !(hasRecord && IdentityOverride.Find(path)?.Type is not null)
            ? "llm"
        : identity.Type;

    /// <summary>What the journal of its root knows of these very bytes; null when it knows nothing.</summary>
    public RecordedHashes? FindHashes(FoundModel model) => _hashes.Find(model);

    private InspectedFile? Inspect(string path, bool hasRecord, List<string> problems)
    {
        try
        {
            return hasRecord ? _identification.Inspect(path) : _identification.InspectHeader(path);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            problems.Add($"{path} cannot be read: {ex.Message}");
            return null;
        }
    }

    private static IO.FormatError? MissingParts(FoundModel model) =>
        model.Missing.Count == 0
            ? null
            : new IO.FormatError(
                "MissingFiles",
                $"{Path.GetFileName(model.Path)} is one of {model.Parts.Count + model.Missing.Count} files of a model, and {string.Join(", ", model.Missing)} {(model.Missing.Count == 1 ? "is" : "are")} not there. Download the model again."
            );

    // Its problems are told by those who read all sidecars.
    private static JsonObject? FindOwn(string path)
    {
        try
        {
            return SidecarStore.Find(path);
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null;
        }
    }

    private static string NameOf(FoundModel model) =>
        model.IsFolder ? Path.GetFileName(model.Path) : ModelDescription.NameOf(model.Path);

    private static string? KnownBase(Identity identity) =>
        identity.Base is Identity.UnknownWord or Identity.AnyWord ? null : identity.Base;
}
