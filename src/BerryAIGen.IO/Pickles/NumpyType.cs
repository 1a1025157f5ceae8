using System.Globalization;

namespace BerryAIGen.IO.Pickles;

/// <summary>The type of an array's values as a pickle describes it (numpy/_core/src/multiarray/descriptor.c).</summary>
/// <param name="SizeBytes">Of one value.</param>
/// <param name="HasObjects">Whether Python's objects are among them, which are a pickle of their own.</param>
internal readonly record struct NumpyType(ulong SizeBytes, bool HasObjects)
{
    private const int LargestValue = 1 << 20;
    private const int DeepestField = 16;

    // (version, byte order, sub-array, names, fields, size, …): what dtype.__setstate__ is given.
    private const int SubArray = 2;
    private const int Fields = 4;
    private const int Size = 5;
    private const int FewestItems = 7;

    // More are not kept, and one that was not may hold objects.
    private const int MostFieldItems = 60;

    /// <returns>Null for what NumPy does not write.</returns>
    internal static NumpyType? TryRead(PickleValue? dtype) => TryRead(dtype, DeepestField);

    private static NumpyType? TryRead(PickleValue? dtype, int depth)
    {
        if (
            depth == 0
            || dtype is not PickleCall { Callee: PickleGlobal { Module: "numpy", Name: "dtype" } } call
            || call.Arguments is not [PickleText text, ..]
            || text.Value.TrimStart('<', '>', '|', '=') is not [var kind, .. var count]
            || !"biufcSUVmMO".Contains(kind)
            || !ulong.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size > LargestValue
            || HasObjectsWithin(call.State, depth) is not { } hasObjects
        )
        {
            return null;
        }

        // The text counts characters, which take four bytes each.
        size = kind == 'U' ? size * 4 : size;
        // Only texts, bytes and records take their size from the state.
        var stated = kind is 'S' or 'U' or 'V' ? WholeAt(call.State, Size) : null;
        return new NumpyType(
            stated is > 0 and <= LargestValue and { } own ? (ulong)own : size,
            hasObjects || kind == 'O'
        );
    }

    /// <returns>Null when it cannot be worked out.</returns>
    private static bool? HasObjectsWithin(PickleValue? state, int depth)
    {
        if (state is not PickleTuple { Items: { Count: >= FewestItems } items })
        {
            return state is null ? false : null;
        }

        var hasObjects = false;
        foreach (var inner in InnerTypes(items[SubArray]).Concat(FieldTypes(items[Fields])))
        {
            if (TryRead(inner, depth - 1) is not { } type)
            {
                return null;
            }

            hasObjects |= type.HasObjects;
        }

        return hasObjects;
    }

    private static IEnumerable<PickleValue?> InnerTypes(PickleValue subArray) =>
        subArray switch
        {
            PickleConstant { Value: null } => [],
            PickleTuple { Items: [var type, ..] } => [type],
            _ => [null],
        };

    private static IEnumerable<PickleValue?> FieldTypes(PickleValue fields) =>
        fields switch
        {
            PickleConstant { Value: null } => [],
            PickleContainer { IsDictionary: true, Items.Count: <= MostFieldItems } dictionary => dictionary
                .Items.Where((_, index) => index % 2 == 1)
                .Select(field => field is PickleTuple { Items: [var type, ..] } ? type : null),
            _ => [null],
        };

    private static long? WholeAt(PickleValue? state, int index) =>
        state is PickleTuple { Items: var items } && items.Count > index && items[index] is PickleConstant constant
            ? constant.Whole
            : null;
}
