using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Library;
using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>Data goes to stdout, everything that is said to a person goes to stderr.</summary>
internal sealed class StandardOutput(bool isJson)
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        // The document goes to a terminal or a file, never into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether stdout holds one JSON document and nothing else.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a person reads stdout.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>One line of data.</summary>
    public static void Line(string text) => Console.Out.WriteLine(PlainText.Of(text));

    /// <summary>One line for the person, above the bars while there are any.</summary>
    public static void Message(string text)
    {
        text = PlainText.Of(text);
        if (Terminal.Live is { } live)
        {
            // As wide as the terminal, so that nothing of the bars stays behind it.
            live.Write(new Padder(new Text(text), new Padding(0)).Expand());
            return;
        }

        Console.Error.WriteLine(text);
    }

    /// <summary>What a person may try after a failure.</summary>
    public static void Steps(Failure failure)
    {
        foreach (var step in failure.ResolutionSteps)
        {
            Message($"  - {step}");
        }
    }

    /// <summary>The one document of a run, as another service sent it.</summary>
    public static void Json(JsonElement document) => Json(document, BerryJson.Default.JsonElement);

    /// <summary>The one document of a run.</summary>
    public static void Json<T>(T value, JsonTypeInfo<T> type)
    {
        using var stdout = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(stdout, Readable))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        stdout.Write("\n"u8);
    }
}
