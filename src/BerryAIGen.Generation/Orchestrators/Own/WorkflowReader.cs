using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Orchestrators.Own.Workers;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>Reads a workflow that was sent, and says of everything that is wrong where it stands.</summary>
public sealed partial class WorkflowReader(WorkerCatalogue workers, WorkflowLimits limits)
{
    private const int MostTags = 10;
    private const int LongestTag = 200;
    private const int MostCallbacks = 10;
    private const int LongestName = 100;

    // JSON that lies deeper than 64 levels is not read again, and a list puts some around it.
    private const int DeepestMetadata = 40;
    private const int MostMetadata = 20_000;
    private const int LongestMetadata = 1 << 20;
    private static readonly string[] Levels = ["pg", "pg13", "r", "x", "xxx", "na"];
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    /// <param name="body">What was sent.</param>
    /// <param name="isWaitedFor">Whether somebody waits for the end: then nothing need be kept.</param>
    /// <exception cref="WorkflowRefusedException">Something is wrong with it; all of it is told.</exception>
    public WorkflowOrder Read(JsonNode? body, bool isWaitedFor)
    {
        var problems = new FieldProblems();
        var reader = InputReader.Open(body, "$", problems);
        problems.ThrowIfAny();
        var json = body!.AsObject();
        var callbacks = ReadCallbacks(json["callbacks"], problems);
        var order = new WorkflowOrder
        {
            Steps = ReadSteps(json["steps"], problems),
            Tags = ReadTags(json["tags"], "tags", problems),
            Metadata = ReadMetadata(json["metadata"], "metadata", problems),
            Arguments = ReadMap(json["arguments"], "arguments", problems),
            Callbacks = callbacks,
            ExternalId = ReadExternalId(json["externalId"], problems),
            IsEphemeral = ReadFlag(json["ephemeral"], "ephemeral", problems) ?? false,
            AllowMatureContent = ReadFlag(json["allowMatureContent"], "allowMatureContent", problems),
            NsfwLevel = reader!.Word("nsfwLevel", Levels) is { } level and not "na" ? level : null,
            Others = new JsonObject(
                json.Where(row => row.Key is "tips" or "currencies" or "upgradeMode" or "experimental")
                    .Select(row => KeyValuePair.Create(row.Key, row.Value?.DeepClone()))
            ),
        };
        if (order.IsEphemeral && !isWaitedFor && callbacks.Length == 0)
            problems.Add("ephemeral", "Nobody would learn what came of it: give a callback, or wait.");
        CheckReferences(order, problems);
        problems.ThrowIfAny();
        return order;
    }

    /// <summary>The words of a workflow, as they are sent alone or with it.</summary>
    public static IReadOnlyList<string> ReadTags(JsonNode? node, string place, FieldProblems problems)
    {
        if (node is null)
            return [];
        if (node is not JsonArray list || list.Count > MostTags)
        {
            problems.Add(place, $"It is a list of up to {MostTags} texts.");
            return [];
        }

        var tags = new List<string>();
        foreach (var (index, item) in list.Index())
        {
            if (
                item is JsonValue value
                && value.TryGetValue<string>(out var tag)
                && tag.Length is > 0 and <= LongestTag
            )
                tags.Add(tag);
            else
                problems.Add($"{place}[{index}]", $"It is a text of up to {LongestTag} characters.");
        }

        return [.. tags.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>An object that the caller puts anything into, as long as every list can tell it again.</summary>
    public static JsonObject ReadMetadata(JsonNode? node, string place, FieldProblems problems)
    {
        var size = JsonMeasure.Of(node);
        if (size.Depth <= DeepestMetadata && size.Values <= MostMetadata && size.Characters <= LongestMetadata)
            return ReadMap(node, place, problems);
        problems.Add(
            place,
            $"It has up to {MostMetadata} values, {LongestMetadata >> 10} KiB and {DeepestMetadata} levels."
        );
        return [];
    }

    private static JsonObject ReadMap(JsonNode? node, string place, FieldProblems problems)
    {
        if (node is JsonObject map)
            return (JsonObject)map.DeepClone();
        if (node is not null)
            problems.Add(place, "It is an object.");
        return [];
    }

    private StepOrder[] ReadSteps(JsonNode? node, FieldProblems problems)
    {
        if (node is not JsonArray { Count: > 0 } list || list.Count > limits.Steps)
        {
            problems.Add("steps", $"It is a list of 1 to {limits.Steps} steps.");
            return [];
        }

        var steps = list.Select((item, index) => ReadStep(item, index, problems)).OfType<StepOrder>().ToArray();
        foreach (var twice in steps.GroupBy(step => step.Name).Where(group => group.Count() > 1))
            problems.Add("steps", $"Two steps have the name \"{twice.Key}\".");
        return steps;
    }

    private StepOrder? ReadStep(JsonNode? node, int index, FieldProblems problems)
    {
        var place = $"steps[{index}]";
        if (InputReader.Open(node, place, problems) is not { } reader)
            return null;
        var name = reader.Text("name", most: LongestName);
        if (name?.StartsWith('$') == true && name != $"${index}")
            reader.Refuse("name", "Names that begin with $ are those that steps without a name get.");
        var input = node!["input"];
        if (reader.Text("$type", isRequired: true) is not { } type)
            return null;
        if (workers.FindRefusal(type, null) is { } problem)
            reader.Refuse("$type", problem);
        else
            workers.Check(type, input, $"{place}.input", problems);
        return new StepOrder(
            type,
            name ?? $"${index}",
            input?.DeepClone() ?? new JsonObject(),
            [.. StepReferences.In(input, $"{place}.input").Select(row => row.Source).Distinct()]
        )
        {
            Priority = reader.Word("priority", StepPriorities.All) ?? StepPriorities.Normal,
            Timeout = ReadTimeout(reader),
            Retries = reader.Whole("retries", 0, limits.Retries) ?? 0,
            Metadata = ReadMetadata(node["metadata"], $"{place}.metadata", problems),
        };
    }

    private static TimeSpan? ReadTimeout(InputReader reader)
    {
        if (reader.Text("timeout") is not { } text)
            return null;
        if (
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            && time > TimeSpan.Zero
            && time <= LongestStep
        )
            return time;
        reader.Refuse("timeout", "It is a time up to a day, such as 00:20:00.");
        return null;
    }

    private static CallbackOrder[] ReadCallbacks(JsonNode? node, FieldProblems problems)
    {
        if (node is null)
            return [];
        if (node is not JsonArray list || list.Count > MostCallbacks)
        {
            problems.Add("callbacks", $"It is a list of up to {MostCallbacks}.");
            return [];
        }

        return [.. list.Select((item, index) => ReadCallback(item, index, problems)).OfType<CallbackOrder>()];
    }

    private static CallbackOrder? ReadCallback(JsonNode? node, int index, FieldProblems problems)
    {
        if (InputReader.Open(node, $"callbacks[{index}]", problems) is not { } reader)
            return null;
        var url = reader.Text("url", isRequired: true, most: 2000);
        var types = (node!["type"] as JsonArray)?.Select(item => item?.ToString() ?? "").ToArray() ?? [];
        if (types.Length == 0)
            reader.Refuse("type", $"It is a list of words such as {string.Join(", ", CallbackWords.All.Take(3))}.");
        foreach (var type in types.Where(type => !CallbackWords.All.Contains(type)))
            reader.Refuse("type", $"\"{type}\" is none of {string.Join(", ", CallbackWords.All)}.");
        if (url is null)
            return null;
        // One spelling of a host: what is sent to it is counted by that.
        var address = Uri.TryCreate(url, UriKind.Absolute, out var known) ? known.AbsoluteUri : url;
        return new CallbackOrder(address, types, reader.Flag("detailed") ?? false);
    }

    // A step that is needed must be there, and nothing may wait for itself.
    private static void CheckReferences(WorkflowOrder order, FieldProblems problems)
    {
        var names = order.Steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, step) in order.Steps.Index())
        foreach (var (source, place) in StepReferences.In(step.Input, $"steps[{index}].input"))
            if (source != StepReferences.Arguments && !names.Contains(source))
                problems.Add(place, $"There is no step \"{source}\"; there are {string.Join(", ", names)}.");
        foreach (var (index, step) in order.Steps.Index())
        foreach (var place in StepReferences.WithoutPath(step.Input, $"steps[{index}].input"))
            problems.Add($"{place}.path", "It is a text such as output.blob.url.");
        foreach (var (_, place) in StepReferences.In(order.Arguments, "arguments"))
            problems.Add(place, "Arguments are values; what refers to something belongs into an input.");
        var open = order.Steps.ToDictionary(step => step, step => step.Needs.Where(names.Contains).ToHashSet());
        while (open.FirstOrDefault(row => row.Value.Count == 0).Key is { } free)
        {
            open.Remove(free);
            foreach (var needs in open.Values)
                needs.Remove(free.Name);
        }

        if (open.Count > 0)
            problems.Add(
                "steps",
                $"The steps {string.Join(", ", open.Keys.Select(step => step.Name))} wait for each other."
            );
    }

    private static string? ReadExternalId(JsonNode? node, FieldProblems problems)
    {
        if (node is null)
            return null;
        if (node is JsonValue value && value.TryGetValue<string>(out var id) && ExternalId().IsMatch(id))
            return id;
        problems.Add("externalId", "It has 1 to 128 letters, digits, - and _.");
        return null;
    }

    private static bool? ReadFlag(JsonNode? node, string place, FieldProblems problems)
    {
        if (node is null)
            return null;
        if (node is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        problems.Add(place, "It is true or false.");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalId();
}
