using System.Text.Json;

namespace BerryAIGen.IO.Safetensors;

/// <summary>The JSON of a header, read token by token; what does not fit is a <see cref="JsonException"/> that says where.</summary>
internal ref struct HeaderJson(ReadOnlySpan<byte> json)
{
    // The Rust reader's own limit of nesting.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly List<DeclaredTensor> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];
    private Utf8JsonReader _reader = new(json, Options);

    internal readonly long Position => _reader.TokenStartIndex;

    internal readonly IReadOnlyDictionary<string, string> Metadata => _metadata;

    internal List<DeclaredTensor> Read()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "the header must be an object");
        while (NextMember() is { } name)
        {
            if (!names.Add(name))
            {
                throw new JsonException($"the name '{name}' occurs twice");
            }

            if (name == "__metadata__")
            {
                ReadMetadata();
            }
            else
            {
                _tensors.Add(ReadTensor(name));
            }
        }

        // Reading on proves that nothing but blanks follows.
        _reader.Read();
        return _tensors;
    }

    private void ReadMetadata()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Require(JsonTokenType.StartObject, "'__metadata__' must be an object");
        while (NextMember() is { } key)
        {
            Expect(JsonTokenType.String, $"the metadata '{key}' must be a text");
            _metadata[key] = _reader.GetString()!;
        }
    }

    private DeclaredTensor ReadTensor(string name)
    {
        string? dtype = null;
        List<ulong>? shape = null;
        List<ulong>? offsets = null;
        Expect(JsonTokenType.StartObject, $"the tensor '{name}' must be an object");
        while (NextMember() is { } member)
        {
            switch (member)
            {
                case "dtype" when dtype is null:
                    Expect(JsonTokenType.String, $"the dtype of '{name}' must be a text");
                    dtype = _reader.GetString()!;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(name, member);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(name, member);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw new JsonException($"the tensor '{name}' has two members '{member}'");
                default:
                    _reader.Read();
                    _reader.Skip();
                    break;
            }
        }

        return DeclaredTensor.Create(name, dtype, shape, offsets);
    }

    private List<ulong> ReadNumbers(string name, string member)
    {
        var numbers = new List<ulong>(4);
        Expect(JsonTokenType.StartArray, $"the {member} of '{name}' must be an array");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetUInt64(out var number))
            {
                throw new JsonException($"the {member} of '{name}' must hold whole numbers from 0 on");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>The next member's name, or null at the end of the object.</summary>
    private string? NextMember()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName ? _reader.GetString() : null;
    }

    private void Expect(JsonTokenType type, string requirement)
    {
        _reader.Read();
        Require(type, requirement);
    }

    private readonly void Require(JsonTokenType type, string requirement)
    {
        if (_reader.TokenType != type)
        {
            throw new JsonException(requirement);
        }
    }
}
