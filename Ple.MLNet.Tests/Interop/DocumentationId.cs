using System.Reflection;

namespace Ple.MLNet.Tests.Interop;

/// <summary>How documentation and analyzers name a member: M:Namespace.Type.Method(Parameter types).</summary>
internal static class DocumentationId
{
    public static string Of(MethodBase method)
    {
        Type type = method.DeclaringType!;
        ParameterInfo[] parameters = method.GetParameters();
        if (type.GetProperties().FirstOrDefault(p => p.GetMethod == method || p.SetMethod == method) is { } property)
            return $"P:{Of(type)}.{property.Name}{Listed(property.GetIndexParameters())}";
        string name = method.IsConstructor ? "#ctor" : method.Name;
        if (method.IsGenericMethodDefinition)
            name += $"``{method.GetGenericArguments().Length}";
        string result = name is "op_Implicit" or "op_Explicit" ? $"~{Of(((MethodInfo)method).ReturnType)}" : "";
        return $"M:{Of(type)}.{name}{Listed(parameters)}{result}";
    }

    private static string Listed(ParameterInfo[] parameters)
        => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(p => Of(p.ParameterType)))})";

    private static string Of(Type type)
    {
        if (type.IsByRef)
            return $"{Of(type.GetElementType()!)}@";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank() > 1 ? type.GetArrayRank() : 0))}]";
        if (type.IsGenericParameter)
            return $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}";
        if (type.IsConstructedGenericType)
            return $"{Of(type.GetGenericTypeDefinition()).Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Of))}}}";
        return type.FullName!.Replace('+', '.');
    }
}
