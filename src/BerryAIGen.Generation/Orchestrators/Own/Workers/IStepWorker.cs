using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Does steps of some types on this machine. Register one, and name it in a file of <c>definitions/workers</c>.</summary>
public interface IStepWorker
{
    /// <summary>As <c>worker</c> in its definitions has it.</summary>
    string Name { get; }

    /// <summary>The types of steps that it knows how to do.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>
    /// The type of steps whose work one of this input is: it waits with those and needs their programs. Null for its own.
    /// </summary>
    string? StandsFor(JsonNode? input) => null;

    /// <summary>Remembers what is wrong with an input; values from other steps may still be open.</summary>
    void Check(string type, JsonNode? input, string place, FieldProblems problems);

    /// <summary>Does one, and leaves nothing behind but the media that it kept.</summary>
    /// <returns>The step's output, as the contract has it for its type.</returns>
    /// <exception cref="Library.LibraryException">It cannot be done; the message is for who asked for it.</exception>
    Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken);
}
