using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>
/// Sorts the models of a form into those that go with it and those that do not. The latter stay in the form, so that they
/// are there again when the checkpoint is changed back, and are not sent.
/// </summary>
internal sealed class ModelEntries(GenerationCatalogue catalogue, FormChoice choice, FormRequest request)
{
    private const string Usual = "LORA";
    private const string None = ResourceFit.None;

    /// <summary>Leaves in the field's value what is sent, and answers a sentence for each other one.</summary>
    /// <exception cref="GenerationException">An epoch has expired.</exception>
    public IEnumerable<string> Sort(FormField field)
    {
        if (field.Type is not (FieldType.Resources or FieldType.Resource) || field.Value is null)
            return [];
        JsonObject[] given = field.Value switch
        {
            JsonArray list => [.. list.OfType<JsonObject>()],
            JsonObject one => [one],
            _ => [],
        };
        HashSet<string> named = [];
        field.Entries =
        [
            .. given
                .Select(entry => Of(field, entry))
                .Select(entry =>
                    entry.Level == None || NumberOf(entry.Entry) is not { } number || named.Add(number)
                        ? entry
                        : new(entry.Entry, None, $"{NameOf(entry.Entry)} is there twice.")
                ),
        ];
        foreach (var entry in field.Entries.Where(entry => entry.Level != None))
        {
            CheckEpoch(field.Key, entry.Entry);
        }

        List<string> said = [];
        foreach (var entry in field.Entries.Where(entry => entry.Level != None))
        {
            if (SnapStrength(field, entry.Entry) is { } note)
                said.Add(note);
        }

        JsonNode[] fit =
        [
            .. field.Entries.Where(entry => entry.Level != None).Select(entry => entry.Entry.DeepClone()),
        ];
        field.Value = field.Type == FieldType.Resources ? new JsonArray(fit) : fit.FirstOrDefault();
        said.AddRange(
            field
                .Entries.Where(entry => entry.Level == None)
                .Select(entry => $"{entry.Reason} It is kept and not sent.")
        );
        field.Notes.AddRange(said);
        return said;
    }

    // The creator's own range goes before the type's.
    private string? SnapStrength(FormField field, JsonObject entry)
    {
        const string key = "strength";
        if (entry[key] is not { } given || catalogue.Types.Find(TypeOf(entry) ?? Usual)?.Strength is not { } usual)
            return null;
        var (least, most) = (
            FormValues.NumberOf(entry["minStrength"]) ?? usual.Min,
            FormValues.NumberOf(entry["maxStrength"]) ?? usual.Max
        );
        if (FormValues.NumberOf(given) is not { } strength)
            throw new GenerationException(
                FailureCode.Usage,
                field.Key,
                $"The strength of {NameOf(entry)} is {given.ToJsonString()}; it has to be a number from {Text(least)} to {Text(most)}."
            );
        var snapped = Math.Min(Math.Max(strength, least), most);
        if (snapped == strength)
            return null;
        entry[key] = JsonValue.Create(snapped);
        return $"The strength of {NameOf(entry)} is {Text(snapped)} instead of {Text(strength)}: it goes from {Text(least)} to {Text(most)}.";
    }

    private static string Text(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <exception cref="GenerationException">The epoch of a training has expired.</exception>
    public void CheckEpoch(string field, JsonObject entry)
    {
        if (entry["epochDetails"] is not JsonObject epoch)
            return;
        var days = catalogue.Limits.EpochDays;
        var isOld =
            request.Now is { } moment
            && days is { } most
            && FormValues.TextOf(epoch, "completedAt") is { } text
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var end
            )
            && end.AddDays(most) < moment;
        if (isOld || epoch["isExpired"] is JsonValue flag && flag.TryGetValue<bool>(out var isExpired) && isExpired)
            throw new GenerationException(
                FailureCode.Policy,
                field,
                $"The epoch {NameOf(entry)} has expired: epochs of a training can be used for {days} days. Publish its version, or train again."
            );
    }

    /// <summary>Refuses a checkpoint that was made for something else, before anybody pays for it.</summary>
    /// <exception cref="GenerationException">It does not go with the ecosystem.</exception>
    public void CheckCheckpoint(JsonNode given)
    {
        var number = FormValues.IdOf(given);
        // Another one runs, and that is said.
        if (number is null ? FormValues.EpochOf(given) is null : choice.VersionId != number)
            return;
        var written = given as JsonObject;
        if (
            FormValues.AirOf(written) is { } named
            && catalogue.Types.FindByAir(named.Type) is { } type
            && catalogue.Types.Find(type)?.IsMain != true
        )
            throw new GenerationException(FailureCode.Usage, "model", $"{named} is a {type}, which is no checkpoint.");
        if (
            FormValues.AirOf(written) is { Ecosystem: { } line, Type: "checkpoint" } air
            && !Meant().Any(one => catalogue.AirOf(one).Equals(line, StringComparison.OrdinalIgnoreCase))
        )
            throw new GenerationException(
                FailureCode.Usage,
                "model",
                $"{air} is a checkpoint of {line}, and {choice.Ecosystem.Name} does not run it; choose another ecosystem or another version."
            );
        if (number is not { } version)
            return;
        var baseModel = written is null ? null : FormValues.TextOf(written, "baseModel");
        var home = baseModel is null ? catalogue.FindEcosystemOf(version) : catalogue.FindEcosystemOf(baseModel);
        if (
            home is null
            || Meant().Contains(home)
            || (home.Group is { } group && group == choice.Ecosystem.Group)
            // Of one line: Pony's checkpoints are made of SDXL's.
            || catalogue.AirOf(home) == catalogue.AirOf(choice.Ecosystem)
            || GoesInPart(choice.Ecosystem, home, "Checkpoint")
        )
            return;
        throw new GenerationException(
            FailureCode.Usage,
            "model",
            $"Version {version.ToString(CultureInfo.InvariantCulture)} was made for {baseModel ?? home.Name}, which {choice.Ecosystem.Name} cannot run; choose the ecosystem {home.Key}, or another version."
        );
    }

    /// <summary>Whether a model is its owner's alone, as an epoch of a training is.</summary>
    public static bool IsPrivate(JsonObject entry) =>
        entry["epochDetails"] is JsonObject
        || FormValues.AirOf(entry)?.Source == FormValues.Trainings
        || (entry["isPrivate"] is JsonValue flag && flag.TryGetValue<bool>(out var isPrivate) && isPrivate)
        || string.Equals(FormValues.TextOf(entry, "availability"), "Private", StringComparison.OrdinalIgnoreCase);

    private ModelEntry Of(FormField field, JsonObject entry)
    {
        var type = TypeOf(entry);
        if (type is not null && !field.Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            if (catalogue.Types.Find(type) is null)
                return new(entry, None, $"{NameOf(entry)} is of the type {type}, which does not generate.");
            if (field.Types.Count > 0)
                return new(
                    entry,
                    None,
                    $"{NameOf(entry)} is of the type {type}, and \"{field.Key}\" takes {string.Join(", ", field.Types)}."
                );
        }

        if (
            FormValues.IdOf(entry) is { } version
            && request.Gates.Version(version) is { Outcome: not GateOutcome.Open } gate
        )
            return new(entry, None, $"{NameOf(entry)} is held back: {gate.Message}") { IsHeldBack = true };
        var meant = Meant().ToArray();
        var (home, baseModel) = HomeOf(entry, meant);
        // Whoever does not say what a model was made for knows it.
        if (home is null)
            return new(entry, ResourceFit.Full, null);
        if (meant.Contains(home))
            return new(entry, ResourceFit.Full, null);
        if (meant.Any(ecosystem => GoesInPart(ecosystem, home, type)))
            return new(
                entry,
                ResourceFit.Partial,
                $"{NameOf(entry)} was made for {baseModel}; it works with {choice.Ecosystem.Name} in part."
            );
        return new(
            entry,
            None,
            $"{NameOf(entry)} was made for {baseModel} and does not go with {choice.Ecosystem.Name}."
        );
    }

    private IEnumerable<EcosystemDefinition> Meant() =>
        (choice.Form.EcosystemBy?.Values.SelectMany(cases => cases.Values) ?? [])
            .Append(choice.Form.Ecosystem)
            .OfType<string>()
            .Select(catalogue.FindEcosystem)
            .OfType<EcosystemDefinition>()
            .Append(choice.Ecosystem);

    // As coverage says; who does not say what a model is means a LoRA.
    private bool GoesInPart(EcosystemDefinition ecosystem, EcosystemDefinition home, string? type) =>
        ResourceFit.Of(catalogue, home, catalogue.Types.Find(type)?.Id ?? type ?? Usual, ecosystem).Level
        == ResourceFit.Partial;

    private static string? NumberOf(JsonObject entry) =>
        entry["epochDetails"] is JsonObject ? null
        : FormValues.IdOf(entry) is { } id ? id.ToString(CultureInfo.InvariantCulture)
        : FormValues.AirOf(entry)?.ToString();

    // An AIR says no more than the line, which several ecosystems share.
    private (EcosystemDefinition? Home, string? Name) HomeOf(JsonObject entry, EcosystemDefinition[] meant)
    {
        if (FormValues.TextOf(entry, "baseModel") is { } baseModel)
            return (catalogue.FindEcosystemOf(baseModel), baseModel);
        if (FormValues.AirOf(entry)?.Ecosystem is not { } line)
            return (null, null);
        var own = Array.Find(meant, one => catalogue.AirOf(one).Equals(line, StringComparison.OrdinalIgnoreCase));
        var home = own ?? catalogue.FindEcosystemByAir(line);
        return (home, home?.Name);
    }

    private string? TypeOf(JsonObject entry) =>
        (entry["model"] is JsonObject model ? FormValues.TextOf(model, "type") : FormValues.TextOf(entry, "type"))
        ?? (FormValues.AirOf(entry) is { } air ? catalogue.Types.FindByAir(air.Type) : null);

    private static string NameOf(JsonObject entry)
    {
        var name =
            (entry["model"] is JsonObject model ? FormValues.TextOf(model, "name") : null)
            ?? FormValues.TextOf(entry, "name")
            ?? (entry["epochDetails"] is JsonObject epoch ? FormValues.TextOf(epoch, "fileName") : null);
        return name is not null ? $"\"{name}\""
            : FormValues.IdOf(entry) is { } id ? $"Version {id.ToString(CultureInfo.InvariantCulture)}"
            : "A model";
    }
}
