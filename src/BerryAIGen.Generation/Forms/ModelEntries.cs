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
    private const string None = ResourceFit.None;
    private readonly ModelFit _fit = new(catalogue, choice);

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
                    entry.Level == None || ModelWords.NumberOf(entry.Entry) is not { } number || named.Add(number)
                        ? entry
                        : new(entry.Entry, None, $"{ModelWords.NameOf(entry.Entry)} is there twice.")
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
        if (
            entry[key] is not { } given
            || catalogue.Types.Find(ModelWords.TypeOf(catalogue, entry) ?? ModelWords.Usual)?.Strength is not { } usual
        )
            return null;
        var (least, most) = (
            FormValues.NumberOf(entry["minStrength"]) ?? usual.Min,
            FormValues.NumberOf(entry["maxStrength"]) ?? usual.Max
        );
        if (FormValues.NumberOf(given) is not { } strength)
            throw new GenerationException(
                FailureCode.Usage,
                field.Key,
                $"The strength of {ModelWords.NameOf(entry)} is {given.ToJsonString()}; it has to be a number from {Text(least)} to {Text(most)}."
            );
        var snapped = Math.Min(Math.Max(strength, least), most);
        if (snapped == strength)
            return null;
        entry[key] = JsonValue.Create(snapped);
        return $"The strength of {ModelWords.NameOf(entry)} is {Text(snapped)} instead of {Text(strength)}: it goes from {Text(least)} to {Text(most)}.";
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
                $"The epoch {ModelWords.NameOf(entry)} has expired: epochs of a training can be used for {days} days. Publish its version, or train again."
            );
    }

    private ModelEntry Of(FormField field, JsonObject entry)
    {
        var type = ModelWords.TypeOf(catalogue, entry);
        if (type is not null && !field.Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            if (catalogue.Types.Find(type) is null)
                return new(entry, None, $"{ModelWords.NameOf(entry)} is of the type {type}, which does not generate.");
            if (field.Types.Count > 0)
                return new(
                    entry,
                    None,
                    $"{ModelWords.NameOf(entry)} is of the type {type}, and \"{field.Key}\" takes {string.Join(", ", field.Types)}."
                );
        }

        if (
            FormValues.IdOf(entry) is { } version
            && request.Gates.Version(version) is { Outcome: not GateOutcome.Open } gate
        )
            return new(entry, None, $"{ModelWords.NameOf(entry)} is held back: {gate.Message}") { IsHeldBack = true };
        return _fit.Judge(entry, type);
    }
}
