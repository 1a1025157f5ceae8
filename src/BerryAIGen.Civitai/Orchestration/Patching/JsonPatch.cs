using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Changes of single places, in order; all of them or none (RFC 6902).</summary>
/// <example><c>new JsonPatch().Test("/tags/0", "old").Replace("/tags/0", "new")</c></example>
public sealed class JsonPatch
{
    private readonly JsonArray _operations = [];

    /// <summary>How many changes.</summary>
    public int Count => _operations.Count;

    /// <summary>Adds a value; <c>/tags/-</c> is the end of a list.</summary>
    public JsonPatch Add(string path, JsonNode? value) => With("add", path, null, value, hasValue: true);

    /// <summary>Removes a value.</summary>
    public JsonPatch Remove(string path) => With("remove", path, null, null, hasValue: false);

    /// <summary>Puts a value in place of another.</summary>
    public JsonPatch Replace(string path, JsonNode? value) => With("replace", path, null, value, hasValue: true);

    /// <summary>Moves a value.</summary>
    public JsonPatch Move(string from, string path) => With("move", path, from, null, hasValue: false);

    /// <summary>Copies a value.</summary>
    public JsonPatch Copy(string from, string path) => With("copy", path, from, null, hasValue: false);

    /// <summary>Nothing is changed unless this value stands there.</summary>
    public JsonPatch Test(string path, JsonNode? value) => With("test", path, null, value, hasValue: true);

    /// <summary>As the wire has it.</summary>
    public JsonArray ToJson() => _operations.DeepClone().AsArray();

    internal HttpContent ToContent()
    {
        if (Count == 0)
            throw new ArgumentException("The patch changes nothing.");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(_operations.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json-patch+json");
        return content;
    }

    private JsonPatch With(string operation, string path, string? from, JsonNode? value, bool hasValue)
    {
        Check(path, nameof(path));
        var json = new JsonObject { ["op"] = operation, ["path"] = path };
        if (from is not null)
        {
            Check(from, nameof(from));
            json["from"] = from;
        }
        if (hasValue)
            json["value"] = value?.DeepClone();
        _operations.Add((JsonNode)json);
        return this;
    }

    private static void Check(string pointer, string name)
    {
        ArgumentNullException.ThrowIfNull(pointer, name);
        if (pointer.Length > 0 && pointer[0] != '/')
            throw new ArgumentException($"\"{pointer}\" is no place in JSON; it must begin with /.", name);
    }
}
