using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Does one step for each item of a list, one after the other; the first that fails ends it.</summary>
/// <param name="workers">Who does the steps.</param>
public sealed class RepeatWorker(Func<WorkerCatalogue> workers) : IStepWorker
{
    private const string Repeat = "repeat";
    private const int MostItems = 1000;
    private const int LongestName = 100;

    // What one step says is told again with each look at its workflow.
    private const long MostCharacters = 8 << 20;

    public string Name => Repeat;

    public IReadOnlyCollection<string> Types { get; } = [Repeat];

    /// <inheritdoc/>
    public string? StandsFor(JsonNode? input) =>
        input?["template"] is JsonObject template
        && template["$type"] is JsonValue value
        && value.TryGetValue<string>(out var type)
            ? type
            : null;

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is not { } reader)
            return;
        reader.Only(StepReferences.Loop, StepReferences.Template);
        CheckList(input![StepReferences.Loop], $"{place}.{StepReferences.Loop}", problems);
        if (reader.Inner(StepReferences.Template, isRequired: true) is not { } template)
            return;
        template.Only("$type", "name", "metadata", "input");
        template.Text("name", most: LongestName);
        var wanted = input[StepReferences.Template]!;
        WorkflowReader.ReadMetadata(wanted["metadata"], $"{template.Place}.metadata", problems);
        if (template.Text("$type", isRequired: true) is not { } inner)
            return;
        if (inner == Repeat)
            template.Refuse("$type", "A list within a list is not gone through here.");
        else if (workers().FindRefusal(inner, null) is { } problem)
            template.Refuse("$type", problem);
        else
            workers().Check(inner, wanted["input"], $"{template.Place}.input", problems);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var loop = work.Input[StepReferences.Loop]!;
        var items = loop[StepReferences.Items]!.AsArray();
        var (variable, template) = (loop["as"]!.GetValue<string>(), work.Input[StepReferences.Template]!);
        var (steps, told) = (new JsonArray(), 0L);
        foreach (var (index, item) in items.Index())
        {
            var at = index;
            var type = template["$type"]!.GetValue<string>();
            var output = await work.FindPartAsync(index, cancellationToken).ConfigureAwait(false);
            if (output is null)
            {
                var one = work with
                {
                    Type = type,
                    Input = ResolveItem(template["input"], variable, item, index),
                    Report = part => work.Report((at + part) / items.Count),
                };
                output = await RunOneAsync(one, index, cancellationToken).ConfigureAwait(false);
                await work.KeepPartAsync(index, output, cancellationToken).ConfigureAwait(false);
            }

            work.Report((at + 1.0) / items.Count);
            told += JsonMeasure.Of(output).Characters;
            if (told > MostCharacters)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"What the items say together is longer than {MostCharacters >> 20} MiB, item {Text(index)} is the first too much; take a shorter list."
                );
            // Input and metadata stand in the template, once for all items; and addresses are written into what a worker
            // made, never into what somebody sent.
            var step = new JsonObject
            {
                ["$type"] = type,
                ["name"] = template["name"] is { } name ? $"{name}[{Text(index)}]" : $"${Text(index)}",
                ["status"] = StepStatus.Succeeded,
                ["output"] = output,
            };
            steps.Add((JsonNode)step);
            // What was made is kept elsewhere by now, and hundreds of items may follow.
            foreach (var left in Directory.EnumerateFiles(work.Folder))
                File.Delete(left);
        }

        return new JsonObject { ["steps"] = steps };
    }

    private async Task<JsonObject> RunOneAsync(StepWork work, int index, CancellationToken cancellationToken)
    {
        var allowed = workers().TimeLimitOf(work.Type);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(allowed);
        try
        {
            var problems = new FieldProblems();
            workers().Check(work.Type, work.Input, "template.input", problems);
            problems.ThrowIfAny();
            return await workers().RunAsync(work, limit.Token).ConfigureAwait(false);
        }
        catch (MachineFaultException fault)
        {
            throw fault.Within($"Item {Text(index)}");
        }
        catch (LibraryException known)
        {
            throw new LibraryException(known.Failure with { Message = $"Item {Text(index)}: {known.Message}" });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepExpiredException(
                $"Item {Text(index)} took longer than {Text(allowed.TotalSeconds)} seconds."
            );
        }
    }

    private static JsonNode ResolveItem(JsonNode? input, string variable, JsonNode? item, int index) =>
        StepReferences.Resolve(
            input,
            name =>
                name == variable
                    ? item
                    : throw new LibraryException(
                        FailureCode.Usage,
                        $"Item {Text(index)} refers to \"{name}\", which is not there."
                    )
        ) ?? new JsonObject();

    // A list that somebody refers to, or one that is at hand: then "items" stand in the place of the reference.
    private static void CheckList(JsonNode? loop, string place, FieldProblems problems)
    {
        if (InputReader.Open(loop, place, problems) is not { } reader)
            return;
        reader.Only("$ref", "path", "as", StepReferences.Items);
        reader.Text("as", isRequired: true, most: LongestName);
        if (!StepReferences.IsOne(loop))
            reader.List(StepReferences.Items, MostItems);
        else if (reader.Has(StepReferences.Items))
            reader.Refuse(StepReferences.Items, "Either a list is referred to, or it stands here.");
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
