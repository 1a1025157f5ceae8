using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api;

/// <summary>
/// What the description says of bodies and the reader of JSON does not look at: what must be there is there, and no list
/// holds null. Every text is one that may be sent (<see cref="SentText"/>).
/// </summary>
internal static class BodyRules
{
    /// <summary>Looks at each object after it was read.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
            type.OnDeserialized = read => Check(type, read);
    }

    private static void Check(JsonTypeInfo type, object read)
    {
        foreach (var member in type.Properties)
        {
            if (member.Get is not { } get)
                continue;
            var name = $"\"{member.Name}\"";
            switch (get(read))
            {
                case null when !member.IsGetNullable:
                    throw new LibraryException(FailureCode.Usage, $"The body needs {name}.");
                case string text:
                    SentText.Check(name, text);
                    break;
                case IEnumerable<object?> list:
                    foreach (var one in list)
                    {
                        if (one is null)
                            throw new LibraryException(FailureCode.Usage, $"{name} is a list without null.");
                        SentText.Check(name, one as string);
                    }

                    break;
            }
        }
    }
}
