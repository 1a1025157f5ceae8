using System.Runtime.InteropServices;
using System.Text.Json;

namespace BerryAIGen.IO.Safetensors;

/// <summary>The JSON of a header, read token by token; what does not fit is a <see cref="JsonException"/> that says where.</summary>
internal ref struct HeaderJson(ReadOnlySpan<byte> json)
{
    // What one tensor takes of a header.
    private const int UsualBytes = 128;

    // The Rust reader's own limit of nesting.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly List<DeclaredTensor> _tensors = new(json.Length / UsualBytes);
    private readonly HashSet<string> _names = new(json.Length / UsualBytes, StringComparer.Ordinal);
    private readonly List<ulong> _numbers = [];
    private readonly Dictionary<string, string> _metadata = [];

    // Tensors come in runs of one type and shape; each is made once.
    private Dtype? _lastDtype;
    private ulong[] _lastShape = [];
    private Utf8JsonReader _reader = new(json, Options);

    internal readonly long Position => _reader.TokenStartIndex;

    internal readonly IReadOnlyDictionary<string, string> Metadata => _metadata;

    internal List<DeclaredTensor> Read()
    {
        if (!NextIs(JsonTokenType.StartObject))
        {
            throw new JsonException("the header must be an object");
        }

        while (NextMember() is { } name)
        {
            if (!_names.Add(name))
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

        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("'__metadata__' must be an object");
        }

        while (NextMember() is { } key)
        {
            if (!NextIs(JsonTokenType.String))
            {
                throw new JsonException($"the metadata '{key}' must be a text");
            }

            _metadata[key] = _reader.GetString()!;
        }
    }

    private DeclaredTensor ReadTensor(string name)
    {
        Dtype? dtype = null;
        ulong[]? shape = null;
        ulong[]? offsets = null;
        if (!NextIs(JsonTokenType.StartObject))
        {
            throw new JsonException($"the tensor '{name}' must be an object");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("dtype"u8))
            {
                RequireFirst(dtype, name, "dtype");
                dtype = ReadDtype(name);
            }
            else if (_reader.ValueTextEquals("shape"u8))
            {
                RequireFirst(shape, name, "shape");
                shape = ReadShape(name);
            }
            else if (_reader.ValueTextEquals("data_offsets"u8))
            {
                RequireFirst(offsets, name, "data_offsets");
                offsets = ReadNumbers(name, "data_offsets").ToArray();
            }
            else
            {
                _reader.Skip();
            }
        }

        return dtype is null ? throw new JsonException($"the tensor '{name}' has no dtype")
            : shape is null ? throw new JsonException($"the tensor '{name}' has no shape")
            : offsets is null ? throw new JsonException($"the tensor '{name}' has no data_offsets")
            : offsets is not [var begin, var end]
                ? throw new JsonException($"the data_offsets of '{name}' must be two numbers")
            : new DeclaredTensor(name, dtype, shape, begin, end);
    }

    private static void RequireFirst(object? earlier, string name, string member)
    {
        if (earlier is not null)
        {
            throw new JsonException($"the tensor '{name}' has two members '{member}'");
        }
    }

    private Dtype ReadDtype(string name)
    {
        if (!NextIs(JsonTokenType.String))
        {
            throw new JsonException($"the dtype of '{name}' must be a text");
        }

        if (_lastDtype is not null && _reader.ValueTextEquals(_lastDtype.Name))
        {
            return _lastDtype;
        }

        var word = _reader.GetString()!;
        return _lastDtype =
            Dtype.Find(word) ?? throw new JsonException($"the tensor '{name}' has the unknown dtype '{word}'");
    }

    private ulong[] ReadShape(string name)
    {
        var shape = ReadNumbers(name, "shape");
        return shape.SequenceEqual(_lastShape) ? _lastShape : _lastShape = shape.ToArray();
    }

    /// <summary>The numbers, until the next are read.</summary>
    private ReadOnlySpan<ulong> ReadNumbers(string name, string member)
    {
        _numbers.Clear();
        if (!NextIs(JsonTokenType.StartArray))
        {
            throw new JsonException($"the {member} of '{name}' must be an array");
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetUInt64(out var number))
            {
                throw new JsonException($"the {member} of '{name}' must hold whole numbers from 0 on");
            }

            _numbers.Add(number);
        }

        return CollectionsMarshal.AsSpan(_numbers);
    }

    /// <summary>The next member's name, or null at the end of the object.</summary>
    private string? NextMember()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName ? _reader.GetString() : null;
    }

    private bool NextIs(JsonTokenType type)
    {
        _reader.Read();
        return _reader.TokenType == type;
    }
}
