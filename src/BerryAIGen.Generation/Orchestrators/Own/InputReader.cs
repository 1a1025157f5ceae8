using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>
/// Reads the members of an object by name and remembers what is wrong with each. A value that refers to another step is
/// taken as it is: it is read again when it is known.
/// </summary>
public sealed class InputReader
{
    private readonly JsonObject _object;
    private readonly FieldProblems _problems;

    private InputReader(JsonObject json, string place, FieldProblems problems) =>
        (_object, Place, _problems) = (json, place, problems);

    /// <summary>Where the object stands: <c>steps[0].input</c>.</summary>
    public string Place { get; }

    /// <summary>Null when it is no object, which is remembered.</summary>
    public static InputReader? Open(JsonNode? json, string place, FieldProblems problems)
    {
        if (json is JsonObject found)
            return new InputReader(found, place, problems);
        problems.Add(place, "It is an object.");
        return null;
    }

    /// <summary>Remembers that a member is wrong.</summary>
    public void Refuse(string name, string message) => _problems.Add($"{Place}.{name}", message);

    /// <summary>Refuses members that nobody here knows, by name.</summary>
    public void Only(params string[] known)
    {
        foreach (var (name, _) in _object)
            if (!known.Contains(name))
                Refuse(name, $"It is not known here; there are {string.Join(", ", known)}.");
    }

    /// <summary>Whether it is taken from elsewhere and not known yet.</summary>
    public bool IsOpen(string name) => StepReferences.IsOne(_object[name]);

    public bool Has(string name) => _object[name] is not null;

    /// <summary>A text; null when there is none, or a reference.</summary>
    public string? Text(string name, bool isRequired = false, int most = int.MaxValue)
    {
        if (!TryTake(name, isRequired, out var node))
            return null;
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
        {
            if (text.Length <= most)
                return text;
            Refuse(name, $"It has {text.Length} characters; {most} are taken.");
            return null;
        }

        Refuse(name, "It is a text.");
        return null;
    }

    /// <summary>One of these words, whatever its case, as it is written here.</summary>
    public string? Word(string name, IReadOnlyList<string> words, bool isRequired = false)
    {
        if (Text(name, isRequired) is not { } text)
            return null;
        var known = words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            Refuse(name, $"\"{text}\" is none of {string.Join(", ", words)}.");
        return known;
    }

    /// <summary>Several of these words, each once; empty when one of them is open.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> words)
    {
        if (!TryTake(name, isRequired: true, out var node))
            return [];
        if (node is not JsonArray { Count: > 0 } list || list.Count > words.Count)
        {
            Refuse(name, $"It is a list of 1 to {words.Count} of {string.Join(", ", words)}.");
            return [];
        }

        var found = list.Select(item => words.FirstOrDefault(word => Is(item, word))).ToArray();
        foreach (var (index, _) in found.Index().Where(row => row.Item is null))
            Refuse(
                $"{name}[{index}]",
                $"{list[index]?.ToJsonString() ?? "null"} is none of {string.Join(", ", words)}."
            );
        return [.. found.OfType<string>().Distinct()];

        static bool Is(JsonNode? item, string word) =>
            item is JsonValue value
            && value.TryGetValue<string>(out var text)
            && word.Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    public double? Number(string name, double least, double most, bool isRequired = false)
    {
        if (!TryTake(name, isRequired, out var node))
            return null;
        if (
            node is JsonValue value
            && value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"It is a number from {least} to {most}."));
        return null;
    }

    public int? Whole(string name, int least, int most, bool isRequired = false)
    {
        if (Number(name, least, most, isRequired) is not { } number)
            return null;
        if (number == Math.Floor(number))
            return (int)number;
        Refuse(name, $"It is a whole number from {least} to {most}.");
        return null;
    }

    public bool? Flag(string name, bool isRequired = false)
    {
        if (!TryTake(name, isRequired, out var node))
            return null;
        if (node is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        Refuse(name, "It is true or false.");
        return null;
    }

    /// <summary>The objects of a list; empty when there is none.</summary>
    public IReadOnlyList<InputReader> Objects(string name, int least, int most)
    {
        if (!TryTake(name, least > 0, out var node))
            return [];
        if (node is not JsonArray list || list.Count < least || list.Count > most)
        {
            Refuse(name, $"It is a list of {least} to {most}.");
            return [];
        }

        return
        [
            .. list.Select((item, index) => Open(item, $"{Place}.{name}[{index}]", _problems)).OfType<InputReader>(),
        ];
    }

    /// <summary>Remembers that a list of anything is missing, or too long.</summary>
    public void List(string name, int most)
    {
        if (TryTake(name, isRequired: true, out var node) && (node is not JsonArray list || list.Count > most))
            Refuse(name, $"It is a list of up to {most}.");
    }

    /// <summary>The object of a name; null when there is none.</summary>
    public InputReader? Inner(string name, bool isRequired = false) =>
        TryTake(name, isRequired, out var node) ? Open(node, $"{Place}.{name}", _problems) : null;

    private bool TryTake(string name, bool isRequired, out JsonNode? node)
    {
        node = _object[name];
        if (node is null && isRequired)
            Refuse(name, "It is needed.");
        return node is not null && !StepReferences.IsOne(node);
    }
}
